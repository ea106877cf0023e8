#include "random_nodes.hpp"

#include <random>

#include "../../conformance/hostile.hpp"

namespace infragen::test {
namespace {

using yaml::Node;

const std::vector<std::string>& words() {
  static const std::vector<std::string> out = {
      "y", "Y", "yes", "Yes", "YES", "n", "no", "on", "On", "off", "OFF", "true", "True", "FALSE", "null", "Null", "NULL", "~", "~/x", "=", "<<", "<", "!", "!x", "&a", "*a",
      "0", "00", "7", "-7", "+7", "012", "-012", "08", "0o14", "0O14", "-0o7", "0b1", "0B1", "0x1F", "0X1f", "0x", "0xg", "1_000", "1__0", "_1", "+_1", "1,000", "1.5", "-1.5",
      "1.", ".5", ".", "..", "...", "... x", "+.5", "1e3", "1E3", "1e+3", "1e", "e3", "1.5e-3", "1_0.5", ".inf", "-.INF", "+.Inf", ".nan", ".NaN", "+inf", "-Infinity", "nan", "inf",
      "0x1p4", "1:30", "190:20:30", "1:30.5", "8080:80", "12e03", "12e03a", "2026-11-22", "2026-1-2", "2026-11-22T10:00:00Z", "2026-11-22t10:00:00.5-05:00", "2026-11-22 10:00:00",
      "2026-11-22  10:00:00.1 -5", "2026-11-22x", "20261-1-1", "10.0.0.1", "1.2.3", "100m", "512Mi", "v1", "3 replicas", "-", "--", "---", "--- x", "---x", "-x", "- x", "--flag=x", "?",
      "? x", "?x", ":", ":x", ": x", ":8080", "x:", "x: y", "x:y", "x #y", "x#y", "#x", "a: b: c", "@x", "`x`", "%x", "|", "|-", "> x", "'x'", "it's", "\"x\"", "say \"x\"", "\\", "a\\n",
      "[x]", "[]", "{}", "{a: b}", "x]", "a,b", ", x", "key: {{ x }}", "{{ x }}", " x", "x ", "\tx", "x\t", "a\tb", "\n", "\n\n", "a\n", "a\nb", "a\nb\n", "a\n\n", "a\n\n\nb\n\n", "\na",
      "\n\na\n", " a\nb\n", "  a\n b\n", "\ta\nb\n", "a\n\tb\n", "a\n  b\n", "a \nb\n", "a\n \nb\n", "a\n     \nb", "   \na\n", "a\n ", "a\n \n", "a\n\t", "a\n\t\n", " \n", "\n ", "# a\nb\n",
      "a\n# b\n", "---\na\n", "a\n---\n", "a\n...\nb\n", "- a\n- b\n", "a: b\nc: d\n", "a\r\nb\r\n", "a\n\xc2\x85" "b\n", "a\n\xe2\x80\xa8" "b\n", "\xef\xbb\xbf" "a\nb\n", "a\n\x01\n",
      "caf\xc3\xa9", "caf\xc3\xa9\nau lait\n"};
  return out;
}

class Maker {
 public:
  Maker(std::uint32_t seed, bool long_keys) : random_(seed), long_keys_(long_keys) {}

  Node map(std::size_t depth) {
    Node out = yaml::map();
    for (std::size_t i = below(5); i-- > 0;) {
      // A number in front: keys that differ in nothing but their form would be one for some readers.
      std::string name = one_in(4) ? text() + "~" + std::to_string(++keys_) : std::to_string(++keys_) + "~" + text();
      if (long_keys_ && one_in(10)) name += std::string(1100, 'k');
      out.set(std::move(name), value(depth));
    }
    return out;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }

  std::string text() {
    const auto& all = yaml_texts();
    std::string out = all[below(all.size())];
    while (one_in(3)) out += (one_in(2) ? "\n" : " ") + all[below(all.size())];
    return out;
  }

  Node scalar() {
    switch (below(10)) {
      case 0: return yaml::integer(static_cast<std::int64_t>(below(200000)) - 100000);
      case 1: return yaml::boolean(one_in(2));
      case 2: return Node();
      case 3: {
        Node out = yaml::text(std::to_string(below(100)) + "." + std::to_string(below(100)) + (one_in(3) ? "e+" + std::to_string(below(9)) : ""));
        out.kind = Node::Kind::number;
        return out;
      }
      default: return yaml::text(text());
    }
  }

  Node value(std::size_t depth) {
    Node out;
    if (depth == 0 || one_in(2)) {
      out = scalar();
    } else if (one_in(2)) {
      out = map(depth - 1);
    } else {
      out = yaml::list();
      for (std::size_t i = below(4); i-- > 0;) out.items.push_back(value(depth - 1));
    }
    if (one_in(6)) out.comments.push_back(text());
    if (one_in(12)) out.comments.push_back(text());
    return out;
  }

  std::mt19937 random_;
  bool long_keys_;
  std::size_t keys_ = 0;
};

}  // namespace

const std::vector<std::string>& yaml_texts() {
  static const std::vector<std::string> out = [] {
    std::vector<std::string> all = words();
    for (const std::string& piece : hostile_pieces()) {
      all.push_back(piece);
      all.push_back("a" + piece + "z");
      all.push_back(piece + piece);
    }
    return all;
  }();
  return out;
}

yaml::Node random_document(std::uint32_t seed, bool long_keys) {
  Maker maker(seed, long_keys);
  return maker.map(5);
}

}  // namespace infragen::test
