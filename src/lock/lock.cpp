#include "infragen/lock/lock.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "infragen/lock/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::lock {
namespace {

constexpr std::string_view head = "# infragen.lock 1: what must survive a rebuild. `infragen build` writes it; commit it.\n";
constexpr std::array<std::string_view, 6> known = {"address", "block", "call", "lifted", "moved", "name"};

/// The next word and what stands behind it.
std::string_view word(std::string_view& rest) {
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view out = rest.substr(0, end);
  rest.remove_prefix(end);
  return out;
}

}  // namespace

std::string Lock::get(std::string_view kind, std::string_view unit, std::string_view subject) const {
  const auto it = facts_.lower_bound(Fact{std::string(kind), std::string(unit), std::string(subject), {}});
  if (it == facts_.end() || it->kind != kind || it->unit != unit || it->subject != subject) return {};
  return it->value;
}

std::vector<Fact> Lock::all(std::string_view kind, std::string_view unit) const {
  std::vector<Fact> out;
  for (auto it = facts_.lower_bound(Fact{std::string(kind), std::string(unit), {}, {}}); it != facts_.end() && it->kind == kind && it->unit == unit; ++it) {
    out.push_back(*it);
  }
  return out;
}

Lock parse(source::FileId file, const source::Files& files, diag::Sink& sink) {
  Lock out;
  std::map<std::string, source::Span> seen;
  const std::string_view text = files.text(file);
  for (std::uint32_t begin = 0; begin < text.size();) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
    const source::Span at{file, begin, end};
    std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>")) {
      sink.report(conflict, at).help("keep the lines of both sides, then run `infragen build`");
      return out;
    }
    if (line.starts_with("# infragen.lock ") && !line.starts_with("# infragen.lock 1:")) {
      sink.report(version, at).help("use that version or a newer one");
      return out;
    }
    if (line.empty() || line.starts_with('#')) continue;
    Fact fact;
    fact.kind = word(line);
    fact.unit = word(line);
    fact.subject = word(line);
    fact.value = support::trim(line);
    if (fact.value.empty() || std::find(known.begin(), known.end(), fact.kind) == known.end()) {
      sink.report(bad_line, at).help("restore the file from version control: it cannot be derived again");
      continue;
    }
    if (fact.kind != "moved") {
      const std::string key = fact.kind + " " + fact.unit + " " + fact.subject;
      const auto [it, fresh] = seen.emplace(key, at);
      if (!fresh) {
        sink.report(two_values, at, key).also(it->second, "the other value").help("keep the one that exists in the account");
        continue;
      }
    }
    out.add(std::move(fact));
  }
  return out;
}

std::string print(const Lock& lock) {
  std::string out(head);
  for (const Fact& fact : lock.facts()) out += fact.kind + " " + fact.unit + " " + fact.subject + " " + fact.value + "\n";
  return out;
}

}  // namespace infragen::lock
