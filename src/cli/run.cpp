#include "infragen/cli/run.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <sstream>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"

namespace infragen::cli {
namespace {

struct Command {
  std::string_view name;
  int (*run)(const Arguments&, const Host&, Streams&);
};
constexpr Command commands[] = {
    {"build", build}, {"check", check}, {"completion", completion}, {"explain", explain}, {"fmt", format_specifications}, {"graph", graph}, {"init", init},
    {"kinds", kinds}, {"man", man},     {"reference", reference_pages}, {"schema", schema}, {"secrets", secrets}, {"show", show}, {"version", version},
};

int run_command(const Arguments& a, const Host& host, Streams& streams) {
  const auto command = std::find_if(std::begin(commands), std::end(commands), [&](const Command& c) { return c.name == a.command; });
  if (command == std::end(commands)) throw std::logic_error("nothing runs the command `" + a.command + "`");
  return command->run(a, host, streams);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Host& host, Streams& streams) {
  const Parsed parsed = parse(arguments);
  if (!parsed.arguments) {
    (parsed.code == 0 ? streams.out : streams.err) += parsed.message;
    return parsed.code;
  }
  const Arguments& a = *parsed.arguments;
  std::ostringstream traces;
  spdlog::logger log("infragen", std::make_shared<spdlog::sinks::ostream_sink_mt>(traces));
  log.set_pattern("%v");
  log.set_level(a.verbose > 0 ? spdlog::level::debug : spdlog::level::warn);
  log.debug("project: {}", a.directory.empty() ? "." : a.directory);
  Host traced = host;
  if (a.verbose > 0) traced.trace = [&](const std::string& line) { log.debug("{}", line); };
  int code = fault;
  try {
    code = run_command(a, traced, streams);
  } catch (const std::exception& e) {
    streams.err += fmt::format("infragen: {}. This is a bug in infragen.\n", e.what());
  }
  log.debug("exit code: {}", code);
  streams.err += traces.str();
  return code;
}

}  // namespace infragen::cli
