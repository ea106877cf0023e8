#include "infragen/driver/graph.hpp"

#include "cli/commands.hpp"

namespace infragen::cli {

int graph(const Arguments& a, const Host& host, Streams& s) {
  return about_unit(a, host, s, [&](const driver::Compilation&, const driver::Asked& asked) {
    const std::vector<driver::Arrow> arrows = driver::arrows(*asked.state, asked.address);
    return a.form == "dot" ? driver::dot(arrows, asked.state->name, asked.address) : driver::mermaid(arrows, asked.address);
  });
}

}  // namespace infragen::cli
