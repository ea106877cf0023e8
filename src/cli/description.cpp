#include "cli/description.hpp"

#include <fmt/format.h>

#include <chrono>

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

/// An option that takes one of some words.
void add_choice(CLI::App& app, const char* name, std::string& into, const std::vector<std::string>& words, const char* what, const char* type) {
  const std::string all = support::join(words, ", ");
  app.add_option(name, into, fmt::format("{}: {}.", what, all))->check([words, all](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end() ? std::string() : "`" + word + "` is none of " + all;
  })->type_name(type);
}

void add_global(CLI::App& app, Arguments& a, std::string& format) {
  app.require_subcommand(1);
  app.fallthrough();
  app.set_help_flag("-h,--help", "Print this help.");
  app.add_option("-C", a.directory, "Run in this folder, as `make -C` does.")->type_name("DIR");
  add_choice(app, "--format", format, {"text", "json", "sarif", "github"}, "How findings are printed", "FORMAT");
  app.add_option("--today", a.today, "The day as of which versions count as supported.")->check([](const std::string& text) {
    return is_date(text) ? std::string() : "`" + text + "` is no day: year, month, day, `2026-11-20`";
  })->type_name("YYYY-MM-DD");
  app.add_option("--threads", a.threads, "Threads; default: one a processor.")->type_name("N");
  app.add_flag("-v", a.verbose, "Say what is done.");
}

void add_build(CLI::App& app, Arguments& a) {
  CLI::App* build = app.add_subcommand("build", "Compile and write the output.");
  build->add_option("environments", a.names, "Write these only, with what is shared: envs/prod …");
  build->add_option("--out", a.out, "The output root, relative to the project.")->type_name("DIR");
  build->add_flag("--locked", a.locked, "Fail instead of changing infragen.lock.");
  build->add_flag("--force", a.force, "Overwrite what a person edited or added; each is named.");
  build->add_option("--dump", a.dump, "Print what a phase made instead of writing: syntax, expand, merge, decode, resolve, derive, lower, render, arrange.")->type_name("PHASE");
}

void add_check(CLI::App& app, Arguments& a) {
  CLI::App* check = app.add_subcommand("check", "Compile every environment, write nothing.");
  check->add_option("environments", a.names, "Messages of these only: envs/prod …");
  check->add_flag("--locked", a.locked, "A change of infragen.lock is a finding.");
}

void add_explain(CLI::App& app, Arguments& a) {
  CLI::App* explain = app.add_subcommand("explain", "Where a value comes from, and what came of it; or what stands behind an output line.");
  explain->add_option("what", a.names, "envs/prod postgres.main.backups, or terraform/prod/core/database.tf:12")->required()->expected(1, 2);
  explain->add_option("--out", a.out, "The output root, relative to the project.")->type_name("DIR");
}

void add_kinds(CLI::App& app, Arguments& a) {
  CLI::App* kinds = app.add_subcommand("kinds", "What can be declared: all kinds, or the fields of one.");
  kinds->add_option("kind", a.names, "Show this one: postgres")->expected(0, 1);
  add_choice(*kinds, "--format", a.form, {"text", "json"}, "How it is printed", "FORMAT");
}

void add_schema(CLI::App& app, Arguments& a) {
  CLI::App* schema = app.add_subcommand("schema", "Write the JSON Schema of the language, for editors.");
  schema->add_option("--out", a.folder, "The folder that it is written to; default: specs/schema.")->type_name("DIR");
  schema->add_flag("--check", a.check, "Write nothing; fail where a file is not what would be written.");
}

}  // namespace

const std::map<std::string, Format>& formats() {
  static const std::map<std::string, Format> all = {{"text", Format::text}, {"json", Format::json}, {"sarif", Format::sarif}, {"github", Format::github}};
  return all;
}

std::unique_ptr<CLI::App> describe(Arguments& into, std::string& format) {
  auto app = std::make_unique<CLI::App>("Compiles specifications of environments and domains into Terraform.", "infragen");
  add_global(*app, into, format);
  add_build(*app, into);
  add_check(*app, into);
  add_explain(*app, into);
  add_kinds(*app, into);
  add_schema(*app, into);
  app->add_subcommand("version", "Print the version.");
  return app;
}

}  // namespace infragen::cli
