// Makes resource blocks, right ones and ones changed in one place, and holds our verdict on each against that of
// `terraform validate` with the real provider.
//
//   verify_random make SEED COUNT BLOCKS.tf FOLDER      writes FOLDER/main.tf and FOLDER/verdicts.json
//   verify_random compare FOLDER VALIDATE.json KNOWN SHARE    lists the blocks on which the two differ; fails when we
//                                 refuse more, or when we accept more than SHARE percent of what the provider refuses
//
// With "-" for BLOCKS.tf the blocks are made from the schema, over all resource types.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>

#include "infragen/facts/provider.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"
#include "infragen/verify/verify.hpp"

namespace {

using namespace infragen;
using facts::Attribute;
using facts::Block;
using facts::Constraint;
using facts::Nesting;
using facts::Type;
using hcl::Body;
using hcl::Expr;
using hcl::Item;
using nlohmann::json;

const facts::Provider& aws = facts::Provider::aws();

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

Expr later() { return hcl::traversal("var.any"); }

Expr number_of(double value) {
  if (value == static_cast<double>(static_cast<std::int64_t>(value))) {
    return hcl::number(static_cast<std::int64_t>(value));
  }
  Expr out = hcl::number(0);
  out.text = json(value).dump();
  return out;
}

class Maker {
 public:
  Maker(Random& random, std::string type) : random_(random), type_(std::move(type)) {}

  /// A value of `type` that the facts speak for, or, when `wild`, one that may be anything.
  Expr value(const Type& type, const std::string& path, bool wild) {
    if (wild && random_.chance(12)) return random_.chance(50) ? hcl::tuple({hcl::string("a")}) : hcl::boolean(true);
    // The provider leaves blocks and lists unchecked until all of them is known, so only whole arguments are unknown.
    if (path.find_first_of(".[{") == std::string::npos && random_.chance(10)) return later();
    const auto c = aws.constraint(type_, path).value_or(Constraint{});
    switch (type.kind) {
      case Type::Kind::string: return text(c, wild, path.find_first_of(".[{") != std::string::npos);
      case Type::Kind::number: return number(c, wild);
      case Type::Kind::boolean: return wild ? random_.of(odd_bools()) : hcl::boolean(random_.chance(50));
      case Type::Kind::list:
      case Type::Kind::set: return list(type.elements[0], path, c, wild);
      case Type::Kind::map: return map(type.elements[0], path, wild);
      case Type::Kind::object: return object(type, path, wild);
      default: return hcl::string("x");
    }
  }

  /// What must stand in `schema`, and `extra` percent of what may.
  Body body(const Block& schema, const std::string& path, unsigned extra, unsigned depth) {
    Body out;
    for (const Attribute& a : schema.attributes()) {
      if (!a.required() && (!a.settable() || !random_.chance(extra))) continue;
      if (a.deprecated()) continue;
      out.push_back(hcl::attribute_item(std::string(a.name()), value(a.type(), below(path, a.name()), random_.chance(8))));
    }
    for (const Block::Nested& n : schema.blocks()) {
      const auto c = aws.constraint(type_, below(path, n.name)).value_or(Constraint{});
      const bool needed = n.min_items > 0 || c.required;
      if (!needed && (depth == 0 || !random_.chance(extra))) continue;
      if (n.name == "timeouts" || n.body.deprecated()) continue;
      std::size_t count = std::max<std::size_t>(1, n.min_items);
      if (random_.chance(5)) ++count;
      for (; count > 0; --count) {
        out.push_back(hcl::block(std::string(n.name), {}, body(n.body, below(path, n.name), extra, depth ? depth - 1 : 0)));
      }
    }
    return out;
  }

  static std::string below(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
  }

 private:
  static const std::vector<Expr>& odd_bools() {
    static const std::vector<Expr> values = {hcl::string("true"), hcl::string("1"), hcl::string("yes"), hcl::number(1),
                                             hcl::string("True"), hcl::boolean(false)};
    return values;
  }

  Expr text(const Constraint& c, bool wild, bool nested) {
    static const std::vector<std::string> anything = {
        "", "a", "A", "-", "a-b", "a--b", "5", "-1", "0.5", "true", "arn:aws:iam::123456789012:role/x", "arn:aws:x",
        "arn:aws:s3:::bucket", "arn:aws:sns:nowhere:1:x", "10.0.0.0/16", "10.0.0.1/16", "10.0.0.0/33", "2001:db8::/56",
        "10.0.0.1", "10.0.0.256", "{}", "[]", "{", "\"x\"", "{\"a\":1}", "eu-central-1", "nowhere", "https://example.org/",
        "example.org", "2026-01-31T12:00:00Z", "2026-01-31", "1h", "90m", "sun:05:00-sun:06:00", "Sun:05:00-Sun:06:00",
        "05:00-06:00", "25:00-26:00", "name@example.org", "123456789012", "aGVsbG8=", "alias/x", "s3://b/k", "ü", "a b",
        "/a", "a/", "a_b", ".", "*", "$x"};
    if (wild && random_.chance(60)) return hcl::string(random_.of(anything));
    if (wild && c.length) return long_text(c);
    if (!c.one_of.empty()) return word(c, wild);
    if (c.range) return random_.chance(50) ? number(c, wild) : hcl::string(number(c, wild).text);
    if (!c.format.empty()) return hcl::string(example(c));
    if (!c.accepted_samples.empty()) return hcl::string(std::string(random_.of(c.accepted_samples)));
    if (!c.any_of.empty()) return text(random_.of(c.any_of), wild, nested);
    if (!nested && c.conflicts_with.empty() && random_.chance(10)) {
      Expr partial = hcl::string("a");
      partial.items.push_back(later());
      return partial;
    }
    const auto most = c.length && c.length->high ? static_cast<std::size_t>(std::min(*c.length->high, 12.0)) : 4U;
    const auto least = c.length && c.length->low ? static_cast<std::size_t>(std::min(*c.length->low, 300.0)) : 1U;
    return hcl::string(std::string(c.prefix) + std::string(std::max(least, std::min<std::size_t>(4, most)), 'a'));
  }

  Expr word(const Constraint& c, bool wild) {
    std::string out(random_.of(c.one_of));
    if (wild && random_.chance(50)) {
      for (char& letter : out) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    } else if (wild) {
      out += "X";
    }
    return hcl::string(out);
  }

  Expr long_text(const Constraint& c) {
    double size = 0;
    if (c.length->high && random_.chance(60)) size = *c.length->high + (random_.chance(50) ? 1 : 0);
    else if (c.length->low) size = std::max(0.0, *c.length->low - (random_.chance(50) ? 1 : 0));
    return hcl::string(std::string(static_cast<std::size_t>(std::min(size, 3000.0)), 'a'));
  }

  std::string example(const Constraint& c) {
    static const std::map<std::string_view, std::vector<std::string>> examples = {
        {"arn", {"arn:aws:iam::123456789012:role/x", "arn:aws:sns:eu-central-1:123456789012:t", "arn:aws:s3:::bucket"}},
        {"json", {"{}", "{\"a\":1}", "[]"}}, {"json_policy", {"{}", "{\"Statement\":[]}"}},
        {"cidr", {"10.0.0.0/16", "10.1.2.0/24"}}, {"cidr_ipv4", {"10.0.0.0/16", "192.168.0.0/24"}},
        {"cidr_ipv6", {"2001:db8::/56", "::/0"}}, {"ip", {"10.0.0.1"}}, {"ipv4", {"10.0.0.1"}}, {"ipv6", {"2001:db8::1"}},
        {"rfc3339", {"2026-01-31T12:00:00Z", "2026-01-31T12:00:00.5+02:00"}}, {"duration", {"1h", "1h30m"}},
        {"url", {"https://example.org/"}}, {"account_id", {"123456789012"}}, {"region", {"eu-central-1"}},
        {"uuid", {"123e4567-e89b-12d3-a456-426614174000"}}, {"base64", {"aGVsbG8="}}, {"hex", {"0a1f"}},
        {"bool", {"true", "false"}}, {"int", {"5"}}, {"number", {"0.5", "7"}}, {"s3_uri", {"s3://b/k"}},
        {"kms_key_id", {"alias/x"}}, {"weekly_window", {"sun:05:00-sun:06:00"}}, {"daily_window", {"05:00-06:00"}},
        {"HH:MM", {"05:30"}}, {"d:HH:MM", {"1:05:30"}}, {"email", {"name@example.org"}}, {"fqdn", {"a.example.org"}}};
    const auto at = examples.find(c.format);
    return at == examples.end() ? "x" : random_.of(at->second);
  }

  Expr number(const Constraint& c, bool wild) {
    const bool listed = !c.one_of.empty() && c.one_of[0].find_first_not_of("-.0123456789") == std::string_view::npos;
    if (listed && !wild) return number_of(std::stod(std::string(random_.of(c.one_of))));
    if (!c.any_of.empty() && !wild) return number(random_.of(c.any_of), wild);
    if (wild && random_.chance(20)) return hcl::string(random_.chance(50) ? "7" : "seven");
    const double low = c.range && c.range->low ? *c.range->low : 1;
    const double high = c.range && c.range->high ? *c.range->high : low + 10;
    if (!wild) return number_of(c.multiple_of ? *c.multiple_of * 2 : random_.chance(50) ? low : high);
    const std::vector<double> odd = {low - 1, low, high, high + 1, 0, -1, 1.5, 7, 45, 100000};
    return number_of(random_.of(odd));
  }

  Expr list(const Type& element, const std::string& path, const Constraint& c, bool wild) {
    std::size_t count = 1 + random_.below(2);
    if (c.items && c.items->low) count = std::max(count, static_cast<std::size_t>(*c.items->low));
    if (c.items && c.items->high) count = std::min(count, static_cast<std::size_t>(*c.items->high));
    if (wild && c.items && random_.chance(60)) count = c.items->high ? static_cast<std::size_t>(*c.items->high) + 1 : 0;
    std::vector<Expr> items;
    for (std::size_t i = 0; i < std::min<std::size_t>(count, 120); ++i) {
      items.push_back(value(element, element.kind == Type::Kind::object ? path : path + "[]", wild && random_.chance(50)));
    }
    return hcl::tuple(std::move(items));
  }

  Expr map(const Type& element, const std::string& path, bool wild) {
    Expr out = hcl::tuple({});
    out.kind = Expr::Kind::object;
    out.items.push_back(hcl::name(wild ? "a_longer_key_1" : "k"));
    out.items.push_back(value(element, path + "{}", wild));
    return out;
  }

  Expr object(const Type& type, const std::string& path, bool wild) {
    Expr out = hcl::tuple({});
    out.kind = Expr::Kind::object;
    for (std::size_t i = 0; i < type.names.size(); ++i) {
      if (wild && random_.chance(10)) continue;
      out.items.push_back(hcl::name(type.names[i]));
      out.items.push_back(random_.chance(50) ? hcl::null() : value(type.elements[i], below(path, type.names[i]), wild));
    }
    return out;
  }

  Random& random_;
  std::string type_;
};

/// A body somewhere in a block, with the schema that it must fit.
struct Spot {
  Body* body;
  Block schema;
  std::string path;
};

void collect(Body& body, const Block& schema, const std::string& path, std::vector<Spot>& out) {
  out.push_back({&body, schema, path});
  for (Item& item : body) {
    if (item.kind != Item::Kind::block) continue;
    if (const auto nested = schema.block(item.name)) {
      collect(item.body, nested->body, Maker::below(path, item.name), out);
    }
  }
}

/// One change that may or may not make the block wrong.
std::string mutate(Item& block, const Block& schema, Random& random, const std::string& type) {
  std::vector<Spot> spots;
  collect(block.body, schema, "", spots);
  const Spot spot = random.of(spots);
  Body& body = *spot.body;
  Maker maker(random, type);
  std::vector<Item*> written;
  std::vector<Item*> nested;
  for (Item& item : body) {
    if (item.kind == Item::Kind::attribute) written.push_back(&item);
    if (item.kind == Item::Kind::block && item.name != "lifecycle") nested.push_back(&item);
  }
  const auto attributes = spot.schema.attributes();
  const auto blocks = spot.schema.blocks();
  const auto add = [&](const Attribute& a) {
    std::erase_if(body, [&](const Item& i) { return i.name == a.name(); });
    body.insert(body.begin(), hcl::attribute_item(std::string(a.name()),
                                                  maker.value(a.type(), Maker::below(spot.path, a.name()), random.chance(50))));
    return std::string(a.name());
  };
  switch (random.below(10)) {
    case 0:
      if (written.empty()) break;
      { const std::string name = random.of(written)->name;
        std::erase_if(body, [&](const Item& i) { return i.name == name; });
        return "without " + name; }
    case 1:
      if (written.empty()) break;
      { Item& item = *random.of(written); item.name += "x"; return "renamed to " + item.name; }
    case 2:
      if (nested.empty()) break;
      body.push_back(*random.of(nested));
      return "block twice: " + body.back().name;
    case 3:
      if (nested.empty()) break;
      { const std::string name = random.of(nested)->name;
        std::erase_if(body, [&](const Item& i) { return i.name == name; });
        return "without block " + name; }
    case 4:
      if (blocks.empty()) break;
      { const auto& n = random.of(blocks);
        body.push_back(hcl::block(std::string(n.name), {}, maker.body(n.body, Maker::below(spot.path, n.name), 40, 1)));
        return "with block " + std::string(n.name); }
    case 5:
      if (nested.empty() || !random.chance(50)) break;
      { Item& item = *random.of(nested);
        item.kind = Item::Kind::attribute;
        item.body.clear();
        item.value = later();
        return "block as argument: " + item.name; }
    case 6:
      if (written.empty() || !random.chance(50)) break;
      { Item& item = *random.of(written);
        item.kind = Item::Kind::block;
        return "argument as block: " + item.name; }
    default: break;
  }
  if (attributes.empty()) return "as it is";
  if (!written.empty() && random.chance(50)) {
    const auto known = spot.schema.attribute(random.of(written)->name);
    if (known) return "changed " + add(*known);
  }
  return "added " + add(random.of(attributes));
}

struct Case {
  Item block;
  std::string what;
};

std::string label(const Item& block, std::size_t index) { return *hcl::constant_string(block.labels[index].text); }

std::vector<Case> from_file(const std::string& path, std::size_t count, Random& random) {
  const auto parsed = hcl::parse(read(path));
  if (parsed.error) throw std::runtime_error(path + ": " + parsed.error->message);
  std::vector<Case> out;
  for (const Item& item : parsed.body) out.push_back({item, "as it is"});
  while (out.size() < count) {
    const Item& original = parsed.body[random.below(parsed.body.size())];
    if (original.name != "resource") continue;
    Case c{original, {}};
    const std::string type = label(c.block, 0);
    c.what = mutate(c.block, *aws.resource(type), random, type);
    out.push_back(std::move(c));
  }
  return out;
}

std::vector<Case> from_schema(std::size_t count, Random& random) {
  std::vector<Case> out;
  const auto types = aws.resource_types();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string type(types[(i + random.below(3)) % types.size()]);
    Maker maker(random, type);
    const unsigned extra = static_cast<unsigned>(random.below(3) * 12);
    out.push_back({hcl::block("resource", {type, "x"}, maker.body(*aws.resource(type), "", extra, 2)), "made"});
  }
  return out;
}

std::size_t line_count(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

void make(const std::vector<Case>& cases, const std::string& folder) {
  std::string text =
      "terraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \"5.100.0\"\n"
      "    }\n  }\n}\n\nvariable \"any\" {\n  type = any\n}\n\nlocals {\n  id  = \"x-1\"\n  ids = [\"x-1\", \"x-2\"]\n"
      "  arn = \"arn:aws:iam::123456789012:role/x\"\n}\n\n";
  json verdicts = json::array();
  verify::Verifier verifier(aws);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Item block = cases[i].block;
    block.labels[1].text = hcl::string("b" + std::to_string(i));
    const std::string printed = hcl::print(Body{block}).text;
    // The verdict is about the text, read back: that also holds printer and parser to it.
    const auto again = hcl::parse(printed);
    if (again.error || again.body.size() != 1) throw std::runtime_error("printed text cannot be read:\n" + printed);
    json problems = json::array();
    for (const verify::Problem& p : verifier.verify(again.body[0])) {
      // The provider does not read policies before it applies them.
      if (p.kind == verify::Problem::Kind::bad_document) continue;
      if (verify::is_error(p.kind)) problems.push_back(p.path + ": " + p.message);
    }
    const std::size_t first = line_count(text) + 1;
    text += printed;
    verdicts.push_back({{"type", label(block, 0)}, {"what", cases[i].what}, {"first", first}, {"last", line_count(text)},
                        {"problems", problems}});
    text += "\n";
  }
  std::ofstream(folder + "/main.tf", std::ios::binary) << text;
  std::ofstream(folder + "/verdicts.json", std::ios::binary) << verdicts.dump(1);
}

/// Lines of `KNOWN`: `alarm` or `missed`, a part of the line printed below, after a bar; `#` begins a comment.
bool is_known(const std::vector<std::pair<std::string, std::string>>& known, const std::string& kind, const std::string& line) {
  return std::any_of(known.begin(), known.end(), [&](const auto& k) {
    return k.first == kind && line.find(k.second) != std::string::npos;
  });
}

std::vector<std::pair<std::string, std::string>> read_known(const std::string& path) {
  std::vector<std::pair<std::string, std::string>> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::size_t bar = line.find('|');
    if (line.starts_with('#') || bar == std::string::npos) continue;
    out.emplace_back(line.substr(0, bar), line.substr(bar + 1));
  }
  return out;
}

int compare(const std::string& folder, const std::string& validate, const std::string& known_path, std::size_t share) {
  const json verdicts = json::parse(read(folder + "/verdicts.json"));
  const json answer = json::parse(read(validate));
  const auto known = read_known(known_path);
  std::map<std::size_t, std::vector<std::string>> refused;
  for (const json& d : answer.at("diagnostics")) {
    if (d.at("severity") != "error") continue;
    if (!d.contains("range")) {
      std::cout << "without a place: " << d.at("summary").get<std::string>() << ": " << d.value("detail", "") << "\n";
      continue;
    }
    const std::size_t line = d["range"]["start"]["line"];
    const auto at = std::find_if(verdicts.begin(), verdicts.end(), [&](const json& v) {
      return v["first"].get<std::size_t>() <= line && line <= v["last"].get<std::size_t>();
    });
    if (at == verdicts.end()) throw std::runtime_error("a finding outside of all blocks: " + d.dump());
    std::string detail = d.value("detail", "");
    std::replace(detail.begin(), detail.end(), '\n', ' ');
    refused[static_cast<std::size_t>(at - verdicts.begin())].push_back(d["summary"].get<std::string>() + ": " + detail);
  }
  std::size_t both = 0, neither = 0, alarms = 0, missed = 0, explained = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const json& v = verdicts[i];
    const bool ours = !v["problems"].empty();
    const bool theirs = refused.contains(i);
    if (ours == theirs) {
      ++(ours ? both : neither);
      continue;
    }
    const std::string kind = ours ? "alarm" : "missed";
    const std::string reason = ours ? v["problems"][0].get<std::string>() : refused[i][0];
    const std::string line = v["type"].get<std::string>() + " line " + std::to_string(v["first"].get<std::size_t>()) + " (" +
                             v["what"].get<std::string>() + "): " + reason;
    if (is_known(known, kind, line)) {
      ++explained;
      continue;
    }
    ++(ours ? alarms : missed);
    std::cout << kind << ": " << line << "\n";
  }
  std::cout << verdicts.size() << " blocks: " << neither << " accepted by both, " << both << " refused by both, "
            << alarms << " refused only here, " << missed << " refused only by the provider, " << explained
            << " differences explained\n";
  return alarms == 0 && missed * 100 <= share * (both + missed) ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> a(arguments + 1, arguments + count);
  try {
    if (a.size() == 5 && a[0] == "make") {
      Random random(std::stoull(a[1]));
      make(a[3] == "-" ? from_schema(std::stoul(a[2]), random) : from_file(a[3], std::stoul(a[2]), random), a[4]);
      return 0;
    }
    if (a.size() == 5 && a[0] == "compare") return compare(a[1], a[2], a[3], std::stoul(a[4]));
  } catch (const std::exception& e) {
    std::cerr << "verify_random: " << e.what() << "\n";
    return 2;
  }
  std::cerr << "usage: verify_random make SEED COUNT BLOCKS.tf FOLDER | compare FOLDER VALIDATE.json KNOWN SHARE\n";
  return 2;
}
