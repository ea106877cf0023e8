#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <sstream>

namespace infragen::cli {

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
  app.add_option("--today", a.today, "The day as of which versions count as supported.")->type_name("YYYY-MM-DD");
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
