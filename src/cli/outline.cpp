#include "cli/outline.hpp"

#include "cli/description.hpp"
#include "infragen/support/text.hpp"

namespace infragen::cli {
namespace {

std::vector<OptionOutline> options_of(const CLI::App& app) {
  std::vector<OptionOutline> out;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // not for people
    OptionOutline o;
    o.positional = option->get_positional();
    if (o.positional) o.names.push_back(option->get_name());
    for (const std::string& name : option->get_snames()) o.names.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) o.names.push_back("--" + name);
    if (o.positional || option->get_expected_max() > 0) o.type = option->get_type_name();
    if (o.type.find('|') != std::string::npos) {
      for (const std::string_view word : support::split(o.type, '|')) o.words.emplace_back(word);
    }
    o.about = option->get_description();
    out.push_back(std::move(o));
  }
  return out;
}

}  // namespace

Outline outline() {
  Arguments arguments;
  std::string format;
  const auto app = describe(arguments, format);
  Outline out{app->get_description(), options_of(*app), {}};
  for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
    out.commands.push_back({command->get_name(), command->get_description(), options_of(*command)});
  }
  return out;
}

}  // namespace infragen::cli
