#pragma once
/// Texts that would break out of their place if they were pasted, or be changed on their way.

#include <initializer_list>
#include <string>
#include <vector>

namespace infragen::test {

/// UTF-8 of a code point below 0x110000; of a surrogate the three bytes that no UTF-8 has.
inline std::string utf8(char32_t c) {
  const auto byte = [](char32_t b) { return static_cast<char>(static_cast<unsigned char>(b)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xc0 | c >> 6), byte(0x80 | (c & 63))};
  if (c < 0x10000) return {byte(0xe0 | c >> 12), byte(0x80 | (c >> 6 & 63)), byte(0x80 | (c & 63))};
  return {byte(0xf0 | c >> 18), byte(0x80 | (c >> 12 & 63)), byte(0x80 | (c >> 6 & 63)), byte(0x80 | (c & 63))};
}

/// Each one alone; `all_hostile` puts them at the beginning, in the middle and at the end of other text.
inline const std::vector<std::string>& hostile_pieces() {
  static const std::vector<std::string> pieces = [] {
    std::vector<std::string> out = {
        "\"", "\\", "\\\"", "\\\\\"", "'", "`", "${", "%{", "$${", "%%{", "$", "%", "$$", "$$$${", "%%%{", "${}", "${x}", "${var.x}",
        "${\"}", "%{ if true }x%{ endif }", "%{for a in b}", "${~ x ~}", "{{ x }}", "{{", "}}", "{{ end }}", "{{ name }}", "{", "}", "\"}", "\"}\n",
        "\"]", "]", ")", "\" = \"", "\"\n}\nresource \"null_resource\" \"x\" {\n", "\n", "\r\n", "\r", "\t", "\n\n", "\n  ", " \n", "two\nlines\n",
        "two\r\nlines\r\n", "/*", "*/", "//", "#", "# x", "/* x */", "<<EOT", "<<-EOT\n", "EOT", "EOT\n", "\nEOT\n", "\n  EOT\nx\n", "---", "...", ": ",
        "- ", "? ", "!tag", "&anchor", "*alias", "%YAML", "@", "|", ">", "~", "null", "true", "false", "yes", "no", "on", "0", "-0", "012", "0x1f",
        "1e3", ".5", "1_000", "1:20", "2026-11-20", ".nan", "=", "<<", " ", "  x", "x  ", "\\n", "\\t", "\\u0041", "\\x41", "\\N", "\\0", "%s", "%n%n",
        "{0}", "{input: aws_account}", "$(id)", "`id`", "; rm -rf /", "&& true", "| cat", "<script>", "&lt;", "&amp;", "\x1b[31mred\x1b[0m",
        "arn:aws:iam::*:role/*", "a.b[0].c", "each.value", "../../etc/passwd", "a/b", "a b", "-", "--", "_", "é", "ß", "İ", "ı", "日本語", "한국어", "עברית",
        "العربية", "e\xcc\x81", "A\xcc\x8a", "\xf0\x9f\x8d\xbf", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"};
    for (char32_t c = 0; c < 0x20; ++c) out.push_back(utf8(c));
    // DEL, C1, no-break blank, soft hyphen, combining and bidi marks, joiners, line and paragraph separators, BOM,
    // private use, not characters, tags, the last code point.
    for (const char32_t c : std::initializer_list<char32_t>{0x7f, 0x80, 0x85, 0x9b, 0xa0, 0xad, 0x300, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029,
                             0x202a, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0x212b, 0x3000, 0xac00, 0xe000, 0xfdd0, 0xfeff, 0xfff9,
                             0xfffd, 0xfffe, 0xffff, 0x10000, 0x1d11e, 0x1f469, 0xe0001, 0x10ffff}) {
      out.push_back(utf8(c));
    }
    return out;
  }();
  return pieces;
}

/// What is no UTF-8 at all.
inline const std::vector<std::string>& broken_texts() {
  static const std::vector<std::string> texts = {"\xff",         "\x80",         "\xc0\xaf",         "\xc3",         "x\xe2\x80",
                                                 "\xed\xa0\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80", "\xf8\x88\x80", "a\xc3(b"};
  return texts;
}

inline const std::vector<std::string>& all_hostile() {
  static const std::vector<std::string> texts = [] {
    std::vector<std::string> out;
    for (const std::string& piece : hostile_pieces()) {
      out.push_back(piece);
      out.push_back("a" + piece + "z");
      out.push_back(piece + piece);
    }
    for (const char c : {'x', '"', '\\', '$', '\n'}) out.emplace_back(10000, c);
    std::string mixed;
    while (mixed.size() < 10000) {
      for (const std::string& piece : hostile_pieces()) mixed += piece;
    }
    out.push_back(mixed);
    out.emplace_back();
    return out;
  }();
  return texts;
}

}  // namespace infragen::test
