#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "infragen/driver/new_project.hpp"
#include "infragen/support/text.hpp"

namespace infragen::cli {
namespace {

/// Asks until the answer is one; nothing when nobody answers any more.
std::optional<std::string> ask(const Host& host, const std::string& question, const std::function<std::string(const std::string&)>& problem) {
  for (;;) {
    const auto answer = host.ask(question);
    if (!answer) return std::nullopt;
    const std::string text(support::trim(*answer));
    const std::string wrong = problem(text);
    if (wrong.empty()) return text;
    host.tell(wrong + "\n");
  }
}

/// Fills in what no flag said; false when it cannot be had.
bool complete(driver::NewProject& p, bool ask_services, const Host& host, Streams& s) {
  if (!host.ask && (p.name.empty() || p.region.empty())) {
    s.err += fmt::format("infragen: {} is missing, and nobody can be asked: standard input is no terminal\n", p.name.empty() ? "--name" : "--region");
    return false;
  }
  const auto fill = [&](std::string& into, const char* question, std::string (*problem)(const std::string&)) {
    if (!into.empty()) return true;
    const auto answer = ask(host, question, problem);
    if (answer) into = *answer;
    return answer.has_value();
  };
  if (!fill(p.name, "Name of the project: ", driver::problem_of_name) || !fill(p.region, "Region, such as eu-central-1: ", driver::problem_of_region)) return false;
  if (!ask_services || !host.ask) return true;
  const auto names = [](const std::string& text) {
    std::vector<std::string> out;
    const std::string blanks = support::replace_all(text, ",", " ");
    for (const std::string_view word : support::split(blanks, ' ')) {
      if (!word.empty()) out.emplace_back(word);
    }
    return out;
  };
  const auto answer = ask(host, "Services that you build, with blanks between them; none is fine: ", [&](const std::string& text) {
    for (const std::string& name : names(text)) {
      if (std::string wrong = driver::problem_of_service(name); !wrong.empty()) return wrong;
    }
    return std::string();
  });
  if (answer) p.services = names(*answer);
  return answer.has_value();
}

/// What is there already; nothing of it is touched.
std::vector<std::string> in_the_way(support::FileSystem& fs, const std::string& root, const std::map<std::string, std::string>& files) {
  std::vector<std::string> out;
  for (const auto& [path, text] : files) {
    const support::Status status = fs.status(below(root, path));
    if (status.exists || status.error) out.push_back(path);
  }
  // Files of a project that is there would belong to this one too.
  for (const char* folder : {"envs", "domains", "shared"}) {
    std::vector<support::DirEntry> entries;
    if (out.empty() && !fs.list(below(root, folder), entries) && !entries.empty()) out.emplace_back(folder);
  }
  return out;
}

}  // namespace

int init(const Arguments& a, const Host& host, Streams& s) {
  driver::NewProject p{a.name, a.region, a.services, a.today};
  if (!complete(p, a.services.empty() && (a.name.empty() || a.region.empty()), host, s)) return usage;
  const std::vector<std::string> wrong = driver::problems(p);
  for (const std::string& problem : wrong) s.err += "infragen: " + problem + "\n";
  if (!wrong.empty()) return usage;
  const std::string root = a.names.empty() ? a.directory : below(a.directory, a.names.front());
  const auto files = driver::files_of(p);
  const std::vector<std::string> there = in_the_way(*host.fs, root, files);
  for (const std::string& path : there) s.err += fmt::format("infragen: {} is there already; nothing was written\n", path);
  if (!there.empty()) return found;
  for (const auto& [path, text] : files) {
    const std::string full = below(root, path);
    std::error_code error = full.find('/') == std::string::npos ? std::error_code() : make_folders(*host.fs, full.substr(0, full.rfind('/')));
    if (!error) error = replace_file(*host.fs, full, text);
    if (error) {
      s.err += fmt::format("infragen: {} cannot be written: {}\n", path, error.message());
      return found;
    }
    s.out += fmt::format("wrote {}\n", path);
  }
  return done;
}

}  // namespace infragen::cli
