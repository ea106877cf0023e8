#include "infragen/schema/scalars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "infragen/schema/schema.hpp"
#include "infragen/support/text.hpp"

namespace infragen::schema {
namespace {

std::optional<std::int64_t> integer(std::string_view text) {
  if (text.size() > 1 && text.front() == '0') return std::nullopt;  // 012 is no number that people agree on
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Unit {
  std::string_view suffix;
  std::int64_t factor;
};

/// A whole number and one of the suffixes.
std::optional<std::int64_t> quantity(std::string_view text, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (!text.ends_with(unit.suffix)) continue;
    const auto number = integer(text.substr(0, text.size() - unit.suffix.size()));
    if (!number || *number < 0 || (unit.factor > 1 && *number > INT64_MAX / unit.factor)) continue;
    return *number * unit.factor;
  }
  return std::nullopt;
}

/// The largest unit that says the amount in whole numbers.
std::string in_units(std::int64_t amount, std::span<const Unit> largest_first) {
  for (const Unit& unit : largest_first) {
    if (amount % unit.factor == 0) return std::to_string(amount / unit.factor) + std::string(unit.suffix);
  }
  return std::to_string(amount);
}

constexpr Unit durations[] = {{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}};
constexpr Unit sizes[] = {{"Ti", std::int64_t{1} << 40}, {"Gi", 1 << 30}, {"Mi", 1 << 20}, {"Ki", 1 << 10}};

Reading no_text(const tree::Value& written) {
  if (written.kind == tree::Value::Kind::map) return {"is a map where one value belongs", {}};
  if (written.kind == tree::Value::Kind::list) return {"is a list where one value belongs", {}};
  return {};
}

}  // namespace

std::string amount_text(const Shape& shape, double amount) {
  const auto whole = static_cast<std::int64_t>(amount);
  if (shape.name == ScalarOf<Duration>::name) return ScalarOf<Duration>::print({whole});
  if (shape.name == ScalarOf<Size>::name && whole != 0) return ScalarOf<Size>::print({whole});
  if (shape.name == ScalarOf<Percent>::name) return ScalarOf<Percent>::print({whole});
  return fmt::format("{:.0f}", amount);
}

bool Cidr::contains(const Cidr& other) const {
  if (other.bits < bits) return false;
  const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
  return (other.address & mask) == address;
}

std::string print(const Cidr& cidr) {
  return fmt::format("{}.{}.{}.{}/{}", cidr.address >> 24, cidr.address >> 16 & 255, cidr.address >> 8 & 255,
                     cidr.address & 255, cidr.bits);
}

std::optional<Cidr> parse_cidr(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto bits = integer(text.substr(slash + 1));
  if (!bits || *bits < 0 || *bits > 32) return std::nullopt;
  Cidr cidr;
  cidr.bits = static_cast<int>(*bits);
  std::string_view rest = text.substr(0, slash);
  for (int i = 0; i < 4; ++i) {
    const std::size_t dot = i < 3 ? rest.find('.') : rest.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto part = integer(rest.substr(0, dot));
    if (!part || *part < 0 || *part > 255) return std::nullopt;
    cidr.address = cidr.address << 8 | static_cast<std::uint32_t>(*part);
    rest.remove_prefix(std::min(rest.size(), dot + 1));
  }
  return cidr;
}

std::optional<Class> class_named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(class_names); ++i) {
    if (class_names[i] == name) return static_cast<Class>(i);
  }
  return std::nullopt;
}

bool Text::is_literal() const {
  for (const TextPiece& piece : pieces) {
    if (piece.kind != TextPiece::Kind::literal) return false;
  }
  return true;
}

std::string Text::literal() const {
  std::string out;
  for (const TextPiece& piece : pieces) out += piece.text;
  return out;
}

Reading read_text(std::string_view written, Text& out) {
  out.pieces.clear();
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) out.pieces.push_back({TextPiece::Kind::literal, std::exchange(literal, {})});
  };
  for (std::size_t i = 0; i < written.size();) {
    if (written.substr(i).starts_with("$${")) {
      literal += "${";
      i += 3;
    } else if (written.substr(i).starts_with("${")) {
      const std::size_t close = written.find('}', i);
      if (close == std::string_view::npos) return {"has `${` without `}`", "close it, or write `$${` for the text `${`"};
      const std::string_view inside = written.substr(i + 2, close - i - 2);
      if (inside.empty() || inside.find_first_of(" \t\n{$\"") != std::string_view::npos) {
        return {fmt::format("has `${{{}}}`, which names nothing", inside),
                "a placeholder is one name such as `${env}`; `$${` is the text `${`"};
      }
      flush();
      out.pieces.push_back({TextPiece::Kind::placeholder, std::string(inside)});
      i = close + 1;
    } else {
      literal += written[i++];
    }
  }
  flush();
  return {};
}

Reading read_word(const tree::Value& written, std::span<const std::string_view> values, std::string_view what, int& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] == written.text) {
      out = static_cast<int>(i);
      return {};
    }
  }
  std::string help = "one of ";
  for (std::size_t i = 0; i < values.size(); ++i) help += fmt::format("{}`{}`", i == 0 ? "" : ", ", values[i]);
  if (const auto near = support::nearest(written.text, values)) {
    help = fmt::format("did you mean `{}`; {}", *near, help);
  }
  return {fmt::format("is no {}", what), help};
}

Reading ScalarOf<std::string>::read(const tree::Value& written, std::string& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  out = written.text;
  return {};
}

Reading ScalarOf<bool>::read(const tree::Value& written, bool& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  if (written.text != "true" && written.text != "false") return {"is no boolean", "write `true` or `false`"};
  out = written.text == "true";
  return {};
}

Reading ScalarOf<std::int64_t>::read(const tree::Value& written, std::int64_t& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const auto value = integer(written.text);
  if (!value) return {"is no whole number", {}};
  out = *value;
  return {};
}

Reading ScalarOf<Duration>::read(const tree::Value& written, Duration& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const auto value = quantity(written.text, durations);
  if (!value) return {"is no duration", "a whole number with a unit: `30s`, `5m`, `12h`, `7d`"};
  out.seconds = *value;
  return {};
}
std::string ScalarOf<Duration>::print(const Duration& v) { return v.seconds == 0 ? "0s" : in_units(v.seconds, durations); }

Reading ScalarOf<Size>::read(const tree::Value& written, Size& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const auto value = quantity(written.text, sizes);
  if (!value) return {"is no size", "a whole number with a unit: `512Mi`, `20Gi`"};
  out.bytes = *value;
  return {};
}
std::string ScalarOf<Size>::print(const Size& v) { return in_units(v.bytes, sizes); }

Reading ScalarOf<Cpu>::read(const tree::Value& written, Cpu& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  static constexpr std::string_view help = "vCPU: `0.25`, `2`, or thousandths: `250m`; 256 CPU units are `0.25`";
  std::string_view text = written.text;
  if (text.ends_with('m')) {
    const auto milli = integer(text.substr(0, text.size() - 1));
    if (!milli || *milli <= 0) return {"is no number of vCPU", std::string(help)};
    out.milli = *milli;
    return {};
  }
  const std::size_t dot = text.find('.');
  const auto whole = integer(text.substr(0, dot));
  std::int64_t milli = 0;
  if (dot != std::string_view::npos) {
    const std::string_view digits = text.substr(dot + 1);
    if (digits.empty() || digits.size() > 3) return {"is no number of vCPU", std::string(help)};
    std::int64_t scale = 100;
    for (const char c : digits) {
      if (c < '0' || c > '9') return {"is no number of vCPU", std::string(help)};
      milli += (c - '0') * scale;
      scale /= 10;
    }
  }
  if (!whole || *whole < 0 || *whole > 1'000'000 || *whole * 1000 + milli == 0) {
    return {"is no number of vCPU", std::string(help)};
  }
  out.milli = *whole * 1000 + milli;
  return {};
}
std::string ScalarOf<Cpu>::print(const Cpu& v) {
  if (v.milli % 1000 == 0) return std::to_string(v.milli / 1000);
  std::string out = fmt::format("{}.{:03}", v.milli / 1000, v.milli % 1000);
  while (out.back() == '0') out.pop_back();
  return out;
}

namespace {

/// `low..high`, or one value that is both.
template <class T, class Range>
Reading read_range(const tree::Value& written, Range& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const std::size_t dots = written.text.find("..");
  const auto one = [](const std::string& text, T& value) { return ScalarOf<T>::read(tree::scalar(text), value); };
  if (Reading r = one(written.text.substr(0, dots), out.request); !r.ok()) return r;
  out.limit = out.request;
  if (dots == std::string::npos) return {};
  if (Reading r = one(written.text.substr(dots + 2), out.limit); !r.ok()) return r;
  if (out.request <= out.limit) return {};
  return {"ends below its beginning", "what is asked for first, then what it may grow to"};
}

template <class T, class Range>
std::string print_range(const Range& v) {
  return v.single() ? ScalarOf<T>::print(v.request) : ScalarOf<T>::print(v.request) + ".." + ScalarOf<T>::print(v.limit);
}

}  // namespace

Reading ScalarOf<CpuRange>::read(const tree::Value& written, CpuRange& out) { return read_range<Cpu>(written, out); }
std::string ScalarOf<CpuRange>::print(const CpuRange& v) { return print_range<Cpu>(v); }
Reading ScalarOf<SizeRange>::read(const tree::Value& written, SizeRange& out) { return read_range<Size>(written, out); }
std::string ScalarOf<SizeRange>::print(const SizeRange& v) { return print_range<Size>(v); }

Reading ScalarOf<Percent>::read(const tree::Value& written, Percent& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const std::string_view text = written.text;
  const auto value = text.ends_with('%') ? integer(text.substr(0, text.size() - 1)) : std::nullopt;
  if (!value || *value < 0) return {"is no percentage", "a whole number with `%`: `70%`"};
  out.value = *value;
  return {};
}

Reading ScalarOf<Cidr>::read(const tree::Value& written, Cidr& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const auto value = parse_cidr(written.text);
  if (!value) return {"is no IPv4 block", "an address and a prefix length: `10.0.0.0/16`"};
  const Cidr own{value->bits == 0 ? 0 : value->address & ~std::uint32_t{0} << (32 - value->bits), value->bits};
  if (own.address != value->address) {
    return {"has bits set behind its prefix", fmt::format("the block that holds it is `{}`", schema::print(own))};
  }
  out = *value;
  return {};
}

Reading ScalarOf<PrefixLength>::read(const tree::Value& written, PrefixLength& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const auto value = written.text.starts_with('/') ? integer(std::string_view(written.text).substr(1)) : std::nullopt;
  if (!value || *value < 0 || *value > 32) return {"is no prefix length", "a slash and 0 to 32: `/24`"};
  out.bits = static_cast<int>(*value);
  return {};
}

Reading ScalarOf<Version>::read(const tree::Value& written, Version& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  bool digit = false;
  for (const char c : written.text) {
    const bool ok = (c >= '0' && c <= '9') || (digit && (c == '.' || c == '-' || c == '_' || c == '+' ||
                                                         (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
    if (!ok) return {"is no version", "digits and dots: `17`, `1.30`, `4.1.0`"};
    digit = true;
  }
  if (!digit) return {"is no version", "digits and dots: `17`, `1.30`, `4.1.0`"};
  out.text = written.text;
  return {};
}

Reading ScalarOf<ImageCount>::read(const tree::Value& written, ImageCount& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  std::string_view text = written.text;
  if (text.ends_with(" images")) text.remove_suffix(7);
  const auto value = integer(text);
  if (!value || *value < 1) return {"is no number of images", "`30 images`"};
  out.value = *value;
  return {};
}

Reading ScalarOf<CountRange>::read(const tree::Value& written, CountRange& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  const std::string_view text = written.text;
  const std::size_t dots = text.find("..");
  const auto low = integer(text.substr(0, dots));
  const auto high = dots == std::string_view::npos ? low : integer(text.substr(dots + 2));
  if (!low || !high || *low < 0) return {"is no count", "a whole number, or `at least..at most`: `2..4`"};
  if (*high < *low) return {"is a range whose end is below its start", {}};
  out = {*low, *high};
  return {};
}
std::string ScalarOf<CountRange>::print(const CountRange& v) {
  return v.low == v.high ? std::to_string(v.low) : fmt::format("{}..{}", v.low, v.high);
}

Reading ScalarOf<Address>::read(const tree::Value& written, Address& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  for (const char c : written.text) {
    const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                    c == '.' || c == '/';
    if (!ok) return {"is no address", "`kind.name`, a part of it after a slash: `postgres.main/orders`"};
  }
  if (written.text.empty()) return {"is no address", "`kind.name`"};
  out.text = written.text;
  return {};
}

Reading ScalarOf<Text>::read(const tree::Value& written, Text& out) {
  if (Reading r = no_text(written); !r.ok()) return r;
  return read_text(written.text, out);
}
std::string ScalarOf<Text>::print(const Text& v) {
  std::string out;
  for (const TextPiece& piece : v.pieces) {
    if (piece.kind == TextPiece::Kind::placeholder) {
      out += "${" + piece.text + "}";
    } else if (piece.kind == TextPiece::Kind::input) {
      out += "{input: " + piece.text + "}";
    } else {
      for (std::size_t i = 0; i < piece.text.size(); ++i) {
        if (piece.text.compare(i, 2, "${") == 0) out += '$';
        out += piece.text[i];
      }
    }
  }
  return out;
}

Reading ScalarOf<NamePattern>::read(const tree::Value& written, NamePattern& out) {
  Reading reading = ScalarOf<Text>::read(written, out.text);
  if (!reading.ok()) return reading;
  static constexpr std::array<std::string_view, 6> known = {"project", "env", "name", "NAME", "kind", "part"};
  for (const TextPiece& piece : out.text.pieces) {
    if (piece.kind != TextPiece::Kind::placeholder) continue;
    if (std::find(known.begin(), known.end(), piece.text) != known.end()) continue;
    return {fmt::format("has `${{{}}}`, which is no placeholder of names", piece.text),
            "placeholders of names are `${project}`, `${env}`, `${name}`, `${NAME}`, `${kind}`, `${part}`"};
  }
  return {};
}

Reading ScalarOf<StatePath>::read(const tree::Value& written, StatePath& out) {
  constexpr std::string_view cure = "placeholders are `${project}`, `${env}` and `${stack}`, which each path has: `${env}/${stack}/terraform.tfstate`";
  Reading reading = ScalarOf<Text>::read(written, out.text);
  if (!reading.ok()) return reading;
  bool stack = false;
  for (const TextPiece& piece : out.text.pieces) {
    if (piece.kind == TextPiece::Kind::literal) {
      // Amazon S3, "Naming objects": these need no escape; a path does not begin with a slash in any backend.
      const bool plain = std::all_of(piece.text.begin(), piece.text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("/-_.").find(c) != std::string_view::npos;
      });
      if (!plain) return {"is no path of a state", "letters, digits, `-`, `_`, `.` and `/`"};
    } else if (piece.kind != TextPiece::Kind::placeholder || (piece.text != "project" && piece.text != "env" && piece.text != "stack")) {
      return {"is no path of a state", std::string(cure)};
    } else {
      stack = stack || piece.text == "stack";
    }
  }
  if (written.text.starts_with('/') || written.text.ends_with('/')) return {"begins or ends with `/`", "`${env}/${stack}/terraform.tfstate`"};
  if (!stack) return {"has no `${stack}`: all stacks would share one state", std::string(cure)};
  return {};
}

Reading ScalarOf<FactText>::read(const tree::Value& written, FactText& out) { return ScalarOf<Text>::read(written, out.text); }

namespace {

/// Every text of a raw value may hold placeholders; one that is none is a mistake wherever it stands.
Reading texts_below(const tree::Value& written) {
  if (written.kind == tree::Value::Kind::scalar) {
    Text text;
    return read_text(written.text, text);
  }
  for (const tree::Item& item : written.items) {
    if (Reading reading = texts_below(item.value); !reading.ok()) return reading;
  }
  return {};
}

}  // namespace

void each_text(const tree::Value& raw, const std::string& base, const std::function<void(const std::string& path, const tree::Value& text)>& see) {
  if (raw.invalid || raw.kind == tree::Value::Kind::removed) return;
  if (raw.kind == tree::Value::Kind::scalar) return see(base, raw);
  for (std::size_t i = 0; i < raw.items.size(); ++i) {
    const bool list = raw.kind == tree::Value::Kind::list;
    each_text(raw.items[i].value, base + (list ? "[" + std::to_string(i) + "]" : path_step(raw.items[i].key)), see);
  }
}

Reading ScalarOf<Raw>::read(const tree::Value& written, Raw& out) {
  out.tree = written;
  return texts_below(written);
}

Reading ScalarOf<InputText>::read(const tree::Value& written, InputText& out) {
  if (written.kind == tree::Value::Kind::map) {
    const tree::Value* input = written.find("input");
    if (input == nullptr || written.items.size() != 1 || input->kind != tree::Value::Kind::scalar) {
      return {"is a map, but not `{input: name}`", {}};
    }
    out.text.pieces = {{TextPiece::Kind::input, input->text}};
    return {};
  }
  return ScalarOf<Text>::read(written, out.text);
}

}  // namespace infragen::schema
