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

/// An option or a word that is one of some words; they are its type, for help and completion.
CLI::Option* add_choice(CLI::App& app, const char* name, std::string& into, const std::vector<std::string>& words, const char* what) {
  return app.add_option(name, into, what)->check([words](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end() ? std::string() : "`" + word + "` is none of " + support::join(words, ", ");
  })->type_name(support::join(words, "|"));
}

void add_global(CLI::App& app, Arguments& a, std::string& format) {
  app.require_subcommand(1);
  app.fallthrough();
  app.set_help_flag("-h,--help", "Print this help.");
  app.set_version_flag("--version", "infragen " INFRAGEN_VERSION, "Print the version.");
  app.add_option("-C", a.directory, "Run in this folder, as `make -C` does.")->type_name("DIR");
  add_choice(app, "--format", format, {"text", "json", "sarif", "github"}, "How findings are printed.");
  app.add_option("--today", a.today, "The day as of which versions count as supported.")->check([](const std::string& text) {
    return is_date(text) ? std::string() : "`" + text + "` is no day: year, month, day, `2026-11-20`";
  })->type_name("YYYY-MM-DD");
  app.add_option("--threads", a.threads, "Threads; default: one a processor.")->type_name("N");
  app.add_flag("-v", a.verbose, "Say what is done, and how long it takes.");
}

void add_init(CLI::App& app, Arguments& a) {
  CLI::App* init = app.add_subcommand("init", "Begin a project that compiles; asks for what no option says.");
  init->add_option("folder", a.names, "Where it begins; default: here.")->expected(0, 1);
  init->add_option("--name", a.name, "The name of the project.")->type_name("NAME");
  init->add_option("--region", a.region, "The region of AWS.")->type_name("REGION");
  init->add_option("--service", a.services, "A service that you build; may be said several times.")->type_name("NAME")->expected(1)->take_all();
}

void add_build(CLI::App& app, Arguments& a) {
  CLI::App* build = app.add_subcommand("build", "Compile and write the output.");
  build->add_option("environments", a.names, "Write these only, with what is shared: envs/prod …");
  build->add_option("--out", a.out, "The output root, relative to the project.")->type_name("DIR");
  build->add_flag("--locked", a.locked, "Fail instead of changing infragen.lock.");
  build->add_flag("--force", a.force, "Overwrite what a person edited or added; each is named.");
  build->add_flag("--no-cache", a.no_cache, "Compile also when nothing changed since the last build, and remember nothing.");
  build->add_option("--dump", a.dump, "Print what a phase made instead of writing: syntax, expand, merge, decode, resolve, derive, lower, render, objects, arrange.")->type_name("PHASE");
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

void add_fmt(CLI::App& app, Arguments& a) {
  CLI::App* fmt = app.add_subcommand("fmt", "Bring specifications into their canonical look; values, order and comments stay.");
  fmt->add_option("files", a.names, "These only, relative to the project: envs/prod/env.yaml …");
  fmt->add_flag("--check", a.check, "Write nothing; name the files that would change, and fail.");
}

void add_kinds(CLI::App& app, Arguments& a) {
  CLI::App* kinds = app.add_subcommand("kinds", "What can be declared: all kinds, or the fields of one.");
  kinds->add_option("kind", a.names, "Show this one: postgres")->expected(0, 1);
  add_choice(*kinds, "--format", a.form, {"text", "json"}, "How it is printed.");
}

void add_schema(CLI::App& app, Arguments& a) {
  CLI::App* schema = app.add_subcommand("schema", "Write the JSON Schema of the language, for editors.");
  schema->add_option("--out", a.folder, "The folder that it is written to; default: specs/schema.")->type_name("DIR");
  schema->add_flag("--check", a.check, "Write nothing; fail where a file is not what would be written.");
}

void add_show(CLI::App& app, Arguments& a) {
  CLI::App* show = app.add_subcommand("show", "The finished environment as a specification, each line with where it comes from.");
  show->add_option("what", a.names, "envs/prod, or envs/prod postgres.main; without an environment the only one")->expected(0, 2);
}

void add_graph(CLI::App& app, Arguments& a) {
  CLI::App* graph = app.add_subcommand("graph", "Who uses whom in an environment, as a diagram.");
  graph->add_option("what", a.names, "envs/prod, or envs/prod postgres.main; without an environment the only one")->expected(0, 2);
  add_choice(*graph, "--format", a.form, {"mermaid", "dot"}, "The language of the diagram.");
}

void add_secrets(CLI::App& app, Arguments& a) {
  CLI::App* secrets = app.add_subcommand("secrets", "The commands that put in the secrets which somebody fills by hand.");
  secrets->add_option("environment", a.names, "Those of this one only: envs/prod")->expected(0, 1);
}

void add_reference(CLI::App& app, Arguments& a) {
  CLI::App* reference = app.add_subcommand("reference", "Write the reference of kinds and classes, as pages of Markdown.");
  reference->add_option("--out", a.folder, "The folder that it is written to; default: docs/reference.")->type_name("DIR");
  reference->add_flag("--check", a.check, "Write nothing; fail where a page is not what would be written.");
}

void add_completion(CLI::App& app, Arguments& a) {
  CLI::App* completion = app.add_subcommand("completion", "A script that completes command lines in a shell.");
  add_choice(*completion, "shell", a.form, {"bash", "zsh", "fish"}, "The shell.");
  completion->add_option("--addresses", a.environment, "Print the addresses of an environment, for the script.")->group("");
}

}  // namespace

const std::map<std::string, Format>& formats() {
  static const std::map<std::string, Format> all = {{"text", Format::text}, {"json", Format::json}, {"sarif", Format::sarif}, {"github", Format::github}};
  return all;
}

std::unique_ptr<CLI::App> describe(Arguments& into, std::string& format) {
  auto app = std::make_unique<CLI::App>("Compiles specifications of environments and domains into Terraform.", "infragen");
  add_global(*app, into, format);
  add_init(*app, into);
  add_build(*app, into);
  add_check(*app, into);
  add_explain(*app, into);
  add_show(*app, into);
  add_graph(*app, into);
  add_secrets(*app, into);
  add_fmt(*app, into);
  add_kinds(*app, into);
  add_schema(*app, into);
  add_reference(*app, into);
  add_completion(*app, into);
  app->add_subcommand("man", "Print the manual page.");
  app->add_subcommand("version", "Print the version.");
  return app;
}

}  // namespace infragen::cli
