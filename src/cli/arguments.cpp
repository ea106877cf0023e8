#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <sstream>

#include "cli/description.hpp"
#include "infragen/support/text.hpp"

namespace infragen::cli {
namespace {

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
  std::string format = "text";
  const auto app = describe(a, format);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app->parse(reversed);
  } catch (const CLI::ParseError& e) {
    const bool words = dynamic_cast<const CLI::ExtrasError*>(&e) != nullptr || dynamic_cast<const CLI::RequiredError*>(&e) != nullptr;
    if (const std::string wrong = words ? wrong_words(*app) : std::string(); !wrong.empty()) {
      return {std::nullopt, 2, fmt::format("infragen: {}\nRun with --help for more information.\n", wrong)};
    }
    std::ostringstream out, err;
    const int code = app->exit(e, out, err);
    return {std::nullopt, code == 0 ? 0 : 2, out.str() + err.str()};
  }
  a.format = formats().at(format);
  a.command = command_of(*app).get_name();
  return {a, 0, {}};
}

}  // namespace infragen::cli
