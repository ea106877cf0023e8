#include "emit/journal.hpp"

#include <algorithm>
#include <charconv>

#include "emit/hash.hpp"
#include "emit/paths.hpp"
#include "infragen/support/text.hpp"

namespace infragen::emit {
namespace {

using support::DirEntry;
using support::Status;

constexpr std::string_view title = "infragen-journal 1 ";
constexpr std::uint64_t longest_journal = std::uint64_t{1} << 30U;

struct Word {
  Op::Kind kind;
  std::string_view name;
};
constexpr Word words[] = {
    {Op::Kind::guard, "guard"},         {Op::Kind::remove, "remove"}, {Op::Kind::put, "put"},
    {Op::Kind::companion, "companion"}, {Op::Kind::drop, "drop"},
};

bool has_contents(Op::Kind kind) { return kind == Op::Kind::put || kind == Op::Kind::companion; }

std::string print_mark(const std::optional<Mark>& mark) {
  if (!mark) return "-";
  return std::to_string(mark->inode) + ":" + std::to_string(mark->size) + ":" + std::to_string(mark->modified_ns);
}

bool parse_number(std::string_view text, std::uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool parse_mark(std::string_view text, std::optional<Mark>& out) {
  if (text == "-") return true;
  const std::vector<std::string_view> parts = support::split(text, ':');
  Mark mark;
  if (parts.size() != 3 || !parse_number(parts[0], mark.inode) || !parse_number(parts[1], mark.size) ||
      !parse_number(parts[2], mark.modified_ns)) {
    return false;
  }
  out = mark;
  return true;
}

std::string_view next_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

/// Only a companion may lie elsewhere, and recovery asks whether it is one that it knows.
bool is_good_target(const Op& op) {
  if (op.kind == Op::Kind::companion) return !op.path.empty() && op.path.find('\0') == std::string::npos;
  if (op.kind == Op::Kind::guard) {
    const std::string_view folder = folder_of(op.path);
    return op.path.substr(folder.empty() ? 0 : folder.size() + 1) == guard_name &&
           (folder.empty() || why_bad(folder).empty());
  }
  return op.path == manifest_path || why_bad(op.path).empty();
}

bool parse_op(std::string_view line, Op& op) {
  const std::string_view name = next_word(line);
  const Word* word = std::find_if(std::begin(words), std::end(words), [&](const Word& w) { return w.name == name; });
  if (word == std::end(words)) return false;
  op.kind = word->kind;
  if (has_contents(op.kind)) {
    op.staged = next_word(line);
    op.hash = next_word(line);
    std::uint64_t number = 0;
    if (!parse_number(op.staged, number) || !is_hash(op.hash)) return false;
  }
  if (!parse_mark(next_word(line), op.old)) return false;
  op.path = line;
  return is_good_target(op);
}

}  // namespace

std::string print_journal(const Journal& journal) {
  std::string out = std::string(title) + (journal.exchange ? "exchange\n" : "journal\n");
  for (const Op& op : journal.ops) {
    const Word* word =
        std::find_if(std::begin(words), std::end(words), [&](const Word& w) { return w.kind == op.kind; });
    out.append(word->name).append(" ");
    if (has_contents(op.kind)) out.append(op.staged).append(" ").append(op.hash).append(" ");
    out.append(print_mark(op.old)).append(" ").append(op.path).append("\n");
  }
  return out + "end " + std::to_string(journal.ops.size()) + "\n";
}

std::optional<Journal> parse_journal(std::string_view text) {
  if (text.empty() || text.back() != '\n') return {};
  text.remove_suffix(1);
  const std::vector<std::string_view> lines = support::split(text, '\n');
  const std::optional<std::string_view> style = support::after(lines.front(), title);
  if (!style || (*style != "exchange" && *style != "journal") || lines.size() < 2) return {};
  if (lines.back() != "end " + std::to_string(lines.size() - 2)) return {};
  Journal journal;
  journal.exchange = *style == "exchange";
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    if (!parse_op(lines[i], journal.ops.emplace_back())) return {};
  }
  return journal;
}

FoundJournal find_journal(const Site& site) {
  using State = FoundJournal::State;
  const auto unusable = [](std::string why) { return FoundJournal{State::unusable, {}, std::move(why)}; };
  for (const std::string_view folder : {own_folder, journal_path}) {
    const Status status = site.fs.status(site.at(folder));
    if (status.error) return unusable(status.error.message());
    if (!status.exists) return {};
    if (!status.is_directory) return unusable("it is no folder");
  }
  const std::string ops = site.at(journal_path) + "/ops";
  const Status status = site.fs.status(ops);
  if (status.error) return unusable(status.error.message());
  if (!status.exists) return {State::incomplete, {}, {}};
  if (!status.is_regular) return unusable("`ops` is no file");
  std::string text;
  if (const std::error_code error = site.fs.read(ops, text, longest_journal)) return unusable(error.message());
  std::optional<Journal> journal = parse_journal(text);
  if (!journal) return unusable("`ops` was not written by this version of infragen, or was changed");
  return {State::complete, std::move(*journal), {}};
}

std::error_code erase_journal(const Site& site) {
  const std::string folder = site.at(journal_path);
  std::vector<DirEntry> entries;
  if (const std::error_code error = site.fs.list(folder, entries)) return error;
  std::stable_partition(entries.begin(), entries.end(), [](const DirEntry& e) { return e.name == "ops"; });
  for (const DirEntry& entry : entries) {
    if (const std::error_code error = site.fs.remove_file(folder + "/" + entry.name)) return error;
  }
  return site.fs.remove_directory(folder);
}

}  // namespace infragen::emit
