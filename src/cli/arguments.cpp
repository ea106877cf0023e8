#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <sstream>

#include "infragen/support/text.hpp"

namespace infragen::cli {
namespace {

/// `2026-11-20`, a day that there is.
bool is_date(const std::string& text) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return false;
  }
  const auto number = [&](std::size_t from, std::size_t count) { return std::stoi(text.substr(from, count)); };
  return std::chrono::year_month_day(std::chrono::year(number(0, 4)), std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                     std::chrono::day(static_cast<unsigned>(number(8, 2))))
      .ok();
}

std::string near(const std::string& word, const std::vector<std::string>& known) {
  const auto found = support::nearest(word, known);
  return found ? fmt::format("; did you mean `{}`?", *found) : std::string();
}

/// The command that `app` was given: the parsed one, or itself.
const CLI::App& command_of(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : *parsed.front();
}

std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* each : {&app, &command_of(app)}) {
    for (const CLI::Option* option : each->get_options()) {
      for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
    }
  }
  return out;
}

/// What is wrong with the words, in ours; empty: CLI11 says it well enough.
std::string wrong_words(const CLI::App& app) {
  for (const std::string& word : app.remaining(true)) {
    if (word.starts_with("-")) return fmt::format("there is no option `{}`{}", word, near(word.substr(0, word.find('=')), flags_of(app)));
  }
  if (!app.get_subcommands().empty()) return {};
  std::vector<std::string> commands;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) commands.push_back(each->get_name());
  const std::vector<std::string> rest = app.remaining(true);
  const std::string all = support::join(commands, ", ");
  if (rest.empty()) return "a command is missing: " + all;
  const std::string hint = near(rest.front(), commands);
  return fmt::format("there is no command `{}`{}", rest.front(), hint.empty() ? "; commands are " + all : hint);
}

}  // namespace

Parsed parse(const std::vector<std::string>& arguments) {
  Arguments a;
  CLI::App app("Compiles specifications of environments and domains into Terraform.", "infragen");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_help_flag("-h,--help", "Print this help.");
  app.add_option("-C", a.directory, "Run in this folder, as `make -C` does.")->type_name("DIR");
  const std::map<std::string, Format> formats = {{"text", Format::text}, {"json", Format::json}, {"sarif", Format::sarif}, {"github", Format::github}};
  std::string format = "text";
  app.add_option("--format", format, "How findings are printed: text, json, sarif, github.")->check([&](const std::string& word) {
    return formats.contains(word) ? std::string() : "`" + word + "` is none of text, json, sarif, github";
  })->type_name("FORMAT");
  app.add_option("--today", a.today, "The day as of which versions count as supported.")->check([](const std::string& text) {
    return is_date(text) ? std::string() : "`" + text + "` is no day: year, month, day, `2026-11-20`";
  })->type_name("YYYY-MM-DD");
  app.add_option("--threads", a.threads, "Threads; default: one a processor.")->type_name("N");
  app.add_flag("-v", a.verbose, "Say what is done.");

  CLI::App* build = app.add_subcommand("build", "Compile and write the output.");
  build->add_option("environments", a.names, "Write these only, with what is shared: envs/prod …");
  build->add_option("--out", a.out, "The output root, relative to the project.")->type_name("DIR");
  build->add_flag("--locked", a.locked, "Fail instead of changing infragen.lock.");
  build->add_flag("--force", a.force, "Overwrite what a person edited or added; each is named.");
  build->add_option("--dump", a.dump, "Print what a phase made instead of writing: syntax, expand, merge, decode, resolve, derive, lower, render, arrange.")->type_name("PHASE");

  CLI::App* check = app.add_subcommand("check", "Compile every environment, write nothing.");
  check->add_option("environments", a.names, "Messages of these only: envs/prod …");
  check->add_flag("--locked", a.locked, "A change of infragen.lock is a finding.");

  CLI::App* explain = app.add_subcommand("explain", "Where a value comes from, and what came of it; or what stands behind an output line.");
  explain->add_option("what", a.names, "envs/prod postgres.main.backups, or terraform/prod/core/database.tf:12")->required()->expected(1, 2);
  explain->add_option("--out", a.out, "The output root, relative to the project.")->type_name("DIR");

  CLI::App* version = app.add_subcommand("version", "Print the version.");

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& e) {
    const bool words = dynamic_cast<const CLI::ExtrasError*>(&e) != nullptr || dynamic_cast<const CLI::RequiredError*>(&e) != nullptr;
    if (const std::string wrong = words ? wrong_words(app) : std::string(); !wrong.empty()) {
      return {std::nullopt, 2, fmt::format("infragen: {}\nRun with --help for more information.\n", wrong)};
    }
    std::ostringstream out, err;
    const int code = app.exit(e, out, err);
    return {std::nullopt, code == 0 ? 0 : 2, out.str() + err.str()};
  }
  a.format = formats.at(format);
  if (build->parsed()) a.command = Command::build;
  if (check->parsed()) a.command = Command::check;
  if (explain->parsed()) a.command = Command::explain;
  if (version->parsed()) a.command = Command::version;
  return {a, 0, {}};
}

}  // namespace infragen::cli
