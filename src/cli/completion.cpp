// Scripts that complete command lines in shells.

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/outline.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/support/text.hpp"

namespace infragen::cli {
namespace {

/// What stands for a word that is no option.
enum class Words { files, environments, environments_and_addresses, kinds, listed };

Words words_of(const OptionOutline& o) {
  if (!o.words.empty()) return Words::listed;
  const std::string& name = o.names.front();
  if (name == "environments" || name == "environment") return Words::environments;
  if (name == "what") return Words::environments_and_addresses;
  return name == "kind" ? Words::kinds : Words::files;
}

std::string kind_names() {
  std::vector<std::string> out;
  for (const model::KindSchema& kind : model::kinds()) out.emplace_back(kind.name);
  std::sort(out.begin(), out.end());
  return support::join(out, " ");
}

/// In single quotes, for all three shells.
std::string quoted(const std::string& text) { return "'" + support::replace_all(text, "'", "'\\''") + "'"; }

std::vector<std::string> flags_of(const std::vector<OptionOutline>& options) {
  std::vector<std::string> out;
  for (const OptionOutline& o : options) {
    if (!o.positional) out.insert(out.end(), o.names.begin(), o.names.end());
  }
  return out;
}

/// Prints candidates of the shell: a command that ends the words of a position.
std::string candidates(const OptionOutline& o) {
  switch (words_of(o)) {
    case Words::listed:
      return fmt::format("words='{}'", support::join(o.words, " "));
    case Words::kinds:
      return fmt::format("words='{}'", kind_names());
    case Words::environments:
      return "words=$(_infragen_environments)";
    case Words::environments_and_addresses:
      return "words=\"$(_infragen_environments) $(_infragen_addresses)\"";
    case Words::files:
      break;
  }
  return "files=1";
}

/// Shared by bash and zsh, which reads scripts of bash through `bashcompinit`.
std::string bash(const Outline& outline) {
  std::string out = "# Completion of infragen for bash; made by `infragen completion bash`.\n";
  out += "_infragen_environments() {\n  local folder\n  for folder in \"${directory:-.}\"/envs/*/; do\n    [ -d \"$folder\" ] && folder=${folder%/} && printf 'envs/%s ' \"${folder##*/}\"\n  done\n}\n";
  out += "_infragen_addresses() {\n  [ -n \"$environment\" ] && infragen -C \"${directory:-.}\" completion --addresses \"$environment\" 2>/dev/null\n}\n";
  out += "_infragen() {\n  local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= directory= environment= words= files= i\n";
  out += "  for ((i = 1; i < COMP_CWORD; i++)); do\n    case ${COMP_WORDS[i]} in\n      -C) directory=${COMP_WORDS[i+1]}; ((i++)) ;;\n      -*) ;;\n";
  out += "      *) if [ -z \"$command\" ]; then command=${COMP_WORDS[i]}; elif [ -z \"$environment\" ]; then environment=${COMP_WORDS[i]}; fi ;;\n    esac\n  done\n";
  out += "  case $command:$previous in\n    *:-C) files=1 ;;\n";
  for (const CommandOutline& c : outline.commands) {
    for (const OptionOutline& o : c.options) {
      if (o.positional || o.type.empty()) continue;
      for (const std::string& name : o.names) out += fmt::format("    {}:{}) {} ;;\n", c.name, name, candidates(o));
    }
  }
  for (const OptionOutline& o : outline.options) {
    if (!o.words.empty()) out += fmt::format("    *:{}) {} ;;\n", o.names.front(), candidates(o));
  }
  std::vector<std::string> names;
  for (const CommandOutline& c : outline.commands) names.push_back(c.name);
  const std::string global = support::join(flags_of(outline.options), " ");
  out += fmt::format("    :*) words='{} {}' ;;\n", support::join(names, " "), global);
  for (const CommandOutline& c : outline.commands) {
    const auto positional = std::find_if(c.options.begin(), c.options.end(), [](const OptionOutline& o) { return o.positional; });
    out += fmt::format("    {}:*)\n      if [[ $cur == -* ]]; then words='{} {}'", c.name, support::join(flags_of(c.options), " "), global);
    if (positional != c.options.end()) out += fmt::format("; else {}", candidates(*positional));
    out += "; fi ;;\n";
  }
  out += "  esac\n  if [ -n \"$files\" ]; then\n    COMPREPLY=($(compgen -f -- \"$cur\"))\n  else\n    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n  fi\n}\n";
  return out + "complete -o filenames -F _infragen infragen\n";
}

std::string zsh(const Outline& outline) {
  return "#compdef infragen\n# Completion of infragen for zsh; made by `infragen completion zsh`.\nautoload -U +X bashcompinit && bashcompinit\n" + bash(outline);
}

std::string fish(const Outline& outline) {
  std::string out = "# Completion of infragen for fish; made by `infragen completion fish`.\n";
  out += "function __infragen_environments\n  for folder in envs/*/\n    string trim -r -c / $folder\n  end\nend\n";
  out += "function __infragen_addresses\n  for word in (commandline -opc)\n    string match -q 'envs/*' -- $word; and infragen completion --addresses $word 2>/dev/null\n  end\nend\n";
  out += "complete -c infragen -f\n";
  const auto option = [](const OptionOutline& o) {
    std::string text;
    for (const std::string& name : o.names) text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (!o.type.empty()) text += o.words.empty() ? " -r -F" : " -x -a " + quoted(support::join(o.words, " "));
    return text + " -d " + quoted(o.about);
  };
  for (const OptionOutline& o : outline.options) out += "complete -c infragen" + option(o) + "\n";
  for (const CommandOutline& c : outline.commands) {
    out += fmt::format("complete -c infragen -n __fish_use_subcommand -a {} -d {}\n", c.name, quoted(c.about));
    const std::string there = fmt::format("complete -c infragen -n '__fish_seen_subcommand_from {}'", c.name);
    for (const OptionOutline& o : c.options) {
      if (!o.positional) {
        out += there + option(o) + "\n";
        continue;
      }
      const Words words = words_of(o);
      if (words == Words::files) out += there + " -F\n";
      if (words == Words::listed) out += there + " -a " + quoted(support::join(o.words, " ")) + "\n";
      if (words == Words::kinds) out += there + " -a " + quoted(kind_names()) + "\n";
      if (words == Words::environments || words == Words::environments_and_addresses) out += there + " -a '(__infragen_environments)'\n";
      if (words == Words::environments_and_addresses) out += there + " -a '(__infragen_addresses)'\n";
    }
  }
  return out;
}

/// Addresses of an environment, for the scripts; what cannot be told is told as nothing.
int addresses(const Arguments& a, const Host& host, Streams& s) {
  const driver::Compilation c = driver::compile(*host.fs, a.directory, {});
  const driver::Asked asked = driver::asked(c, {a.environment});
  if (asked.state == nullptr) return found;
  const model::Objects& objects = asked.state->system.env().objects;
  for (const model::ObjectId id : objects.ids()) s.out += objects.head(id).address + "\n";
  return done;
}

struct Shell {
  std::string_view name;
  std::string (*script)(const Outline&);
};
constexpr Shell shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

}  // namespace

std::string completion(const Outline& outline, const std::string& shell) {
  const auto it = std::find_if(std::begin(shells), std::end(shells), [&](const Shell& s) { return s.name == shell; });
  return it == std::end(shells) ? std::string() : it->script(outline);
}

int completion(const Arguments& a, const Host& host, Streams& s) {
  if (!a.environment.empty()) return addresses(a, host, s);
  if (a.form.empty()) {
    s.err += "infragen: which shell? bash, zsh or fish\n";
    return usage;
  }
  s.out += completion(outline(), a.form);
  return done;
}

int man(const Arguments&, const Host&, Streams& s) {
  s.out += manual(outline(), INFRAGEN_VERSION);
  return done;
}

}  // namespace infragen::cli
