#include "infragen/driver/remembered.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "infragen/driver/compile.hpp"
#include "infragen/support/hash.hpp"
#include "infragen/support/packed.hpp"

namespace infragen::driver {
namespace {

using diag::Diagnostic;
using support::Packer;
using support::Unpacker;

constexpr std::string_view title = "infragen remembers 1\n";
constexpr std::size_t hash_size = 32;

// --- bytes ------------------------------------------------------------------------------------------------------------

void put(Packer& out, const source::Span& span) {
  out.flag(span.known());
  if (!span.known()) return;
  out.number(span.file);
  out.number(span.begin);
  out.number(span.end);
}

source::Span take_span(Unpacker& in) {
  if (!in.flag()) return {};
  source::Span out;
  out.file = in.number<source::FileId>();
  out.begin = in.number<std::uint32_t>();
  out.end = in.number<std::uint32_t>();
  return out;
}

void put(Packer& out, const std::vector<std::string>& texts) {
  out.number(texts.size());
  for (const std::string& text : texts) out.text(text);
}

std::vector<std::string> take_texts(Unpacker& in) {
  std::vector<std::string> out;
  for (auto left = in.count(); left > 0 && in.good(); --left) out.push_back(in.text());
  return out;
}

void put(Packer& out, const Diagnostic& d) {
  out.text(d.code);
  out.text(d.slug);
  out.number(static_cast<std::uint8_t>(d.severity));
  out.text(d.message);
  put(out, d.at);
  out.text(d.label);
  out.number(d.labels.size());
  for (const diag::Label& label : d.labels) {
    put(out, label.at);
    out.text(label.text);
  }
  put(out, d.help);
  out.text(d.path);
  put(out, d.environments);
  out.flag(d.secret);
  out.text(d.path_only);
}

/// Code -> the definition, whose texts live as long as the program.
using Catalogue = std::map<std::string_view, diag::Info>;

Diagnostic take_finding(Unpacker& in, const Catalogue& catalogue) {
  Diagnostic out;
  const auto info = catalogue.find(in.text());
  const std::string slug = in.text();
  const auto severity = in.number<std::uint8_t>();
  if (info == catalogue.end() || info->second.slug != slug || severity > static_cast<std::uint8_t>(diag::Severity::error)) {
    in.fail();
    return out;
  }
  out.code = info->second.code;
  out.slug = info->second.slug;
  out.severity = static_cast<diag::Severity>(severity);
  out.message = in.text();
  out.at = take_span(in);
  out.label = in.text();
  for (auto left = in.count(); left > 0 && in.good(); --left) {
    const source::Span at = take_span(in);
    out.labels.push_back({at, in.text()});
  }
  out.help = take_texts(in);
  out.path = in.text();
  out.environments = take_texts(in);
  out.secret = in.flag();
  out.path_only = in.text();
  return out;
}

void put(Packer& out, const std::vector<Summary::State>& states) {
  out.number(states.size());
  for (const Summary::State& state : states) {
    out.text(state.unit);
    out.text(state.stack);
    out.text(state.folder);
    out.number(state.resources);
  }
}

std::vector<Summary::State> take_states(Unpacker& in) {
  std::vector<Summary::State> out;
  for (auto left = in.count(); left > 0 && in.good(); --left) {
    Summary::State state;
    state.unit = in.text();
    state.stack = in.text();
    state.folder = in.text();
    state.resources = in.number<std::size_t>();
    out.push_back(std::move(state));
  }
  return out;
}

void put(Packer& out, const Summary& summary) {
  out.text(summary.project);
  put(out, summary.states);
  put(out, summary.overlays);
}

Summary take_summary(Unpacker& in) {
  Summary out;
  out.project = in.text();
  out.states = take_states(in);
  out.overlays = take_states(in);
  return out;
}

void put(Packer& out, const support::Trace& trace) {
  out.number(trace.size());
  for (const auto& [question, answer] : trace) {
    out.number(static_cast<std::uint8_t>(question.kind));
    out.text(question.path);
    out.number(question.limit);
    out.text(answer);
  }
}

support::Trace take_trace(Unpacker& in) {
  support::Trace out;
  for (auto left = in.count(); left > 0 && in.good(); --left) {
    const auto kind = in.number<std::uint8_t>();
    if (kind > static_cast<std::uint8_t>(support::Question::Kind::read)) in.fail();
    support::Question question{static_cast<support::Question::Kind>(kind), in.text()};
    question.limit = in.number<std::uint64_t>();
    out.insert_or_assign(std::move(question), in.text());
  }
  return out;
}

// --- places -----------------------------------------------------------------------------------------------------------

template <class Use>
void each_span(Diagnostic& d, Use use) {
  if (d.at.known()) use(d.at);
  for (diag::Label& label : d.labels) {
    if (label.at.known()) use(label.at);
  }
}

bool was_read(const support::Trace& trace, const std::string& path) {
  return std::any_of(trace.lower_bound({support::Question::Kind::read, path}), trace.end(), [&](const auto& entry) { return entry.first.path == path; });
}

}  // namespace

std::optional<Remembered> remember(std::string key, support::Trace trace, const Compilation& compilation, const std::string& directory) {
  Remembered out{std::move(key), std::move(trace), summary_of(compilation), {}, compilation.findings};
  std::map<source::FileId, source::FileId> places;
  for (Diagnostic& d : out.findings) {
    each_span(d, [&](source::Span& span) {
      const auto [at, added] = places.try_emplace(span.file, static_cast<source::FileId>(out.files.size()));
      if (added) {
        const std::string& path = compilation.loaded.files.path(span.file);
        out.files.push_back({path, directory.empty() ? path : directory + "/" + path});
      }
      span.file = at->second;
    });
  }
  const bool all = std::all_of(out.files.begin(), out.files.end(), [&](const NamedFile& file) { return was_read(out.trace, file.disk); });
  return all ? std::optional(std::move(out)) : std::nullopt;
}

std::string print(const Remembered& remembered) {
  Packer out;
  out.text(remembered.key);
  put(out, remembered.trace);
  put(out, remembered.summary);
  out.number(remembered.files.size());
  for (const NamedFile& file : remembered.files) {
    out.text(file.path);
    out.text(file.disk);
  }
  out.number(remembered.findings.size());
  for (const Diagnostic& d : remembered.findings) put(out, d);
  return std::string(title) + support::hash_of(out.bytes()) + out.bytes();
}

std::optional<Remembered> parse_remembered(std::string_view bytes, std::string_view key) {
  if (!bytes.starts_with(title) || bytes.size() < title.size() + hash_size) return std::nullopt;
  const std::string_view body = bytes.substr(title.size() + hash_size);
  if (support::hash_of(body) != bytes.substr(title.size(), hash_size)) return std::nullopt;
  Unpacker in(body);
  Remembered out;
  out.key = in.text();
  if (out.key != key) return std::nullopt;
  out.trace = take_trace(in);
  out.summary = take_summary(in);
  for (auto left = in.count(); left > 0 && in.good(); --left) {
    NamedFile file;
    file.path = in.text();
    file.disk = in.text();
    out.files.push_back(std::move(file));
  }
  Catalogue catalogue;
  for (const diag::Info& info : all_diagnostics()) catalogue.emplace(info.code, info);
  for (auto left = in.count(); left > 0 && in.good(); --left) out.findings.push_back(take_finding(in, catalogue));
  return in.finished() ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<Again> again(support::FileSystem& fs, const Remembered& remembered, std::string& changed) {
  std::set<std::string> wanted;
  for (const NamedFile& file : remembered.files) wanted.insert(file.disk);
  std::map<std::string, std::string> texts;
  if (const auto question = support::changed_since(fs, remembered.trace, wanted, texts)) {
    changed = question->path;
    return std::nullopt;
  }
  Again out{remembered.summary, {}, remembered.findings};
  bool sound = true;
  for (const NamedFile& file : remembered.files) {
    const auto text = texts.find(file.disk);
    sound = sound && text != texts.end();
    out.files.add(file.path, text == texts.end() ? std::string() : text->second);
  }
  for (Diagnostic& d : out.findings) {
    each_span(d, [&](source::Span& span) { sound = sound && span.file < out.files.size() && span.begin <= span.end && span.end <= out.files.text(span.file).size(); });
  }
  if (sound) return out;
  changed = "what the last build kept";
  return std::nullopt;
}

}  // namespace infragen::driver
