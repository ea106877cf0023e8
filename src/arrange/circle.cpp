#include <algorithm>

#include "arrange/modular.hpp"

namespace infragen::arrange {
namespace {

using hcl::Expr;
using hcl::Item;

/// Terraform's graph is one of blocks, variables and outputs; a module as a whole is no node of it.
struct Node {
  std::string name;
  std::vector<std::size_t> needs;
  int state = 0;                ///< 0 not seen, 1 on the way, 2 done
};

class Graph {
 public:
  std::size_t node(const std::string& name) {
    const auto [it, fresh] = by_name_.emplace(name, nodes_.size());
    if (fresh) nodes_.push_back({name, {}, 0});
    return it->second;
  }
  void edge(const std::string& from, const std::string& to) {
    const std::size_t a = node(from), b = node(to);
    nodes_[a].needs.push_back(b);
  }
  std::vector<std::string> circle() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].state == 0 && walk(i)) return names();
    }
    return {};
  }

 private:
  bool walk(std::size_t start) {
    // Depth first, without recursion: (node, next of its needs).
    std::vector<std::pair<std::size_t, std::size_t>> open = {{start, 0}};
    nodes_[start].state = 1;
    while (!open.empty()) {
      auto& [at, next] = open.back();
      if (next == nodes_[at].needs.size()) {
        nodes_[at].state = 2;
        open.pop_back();
        continue;
      }
      const std::size_t to = nodes_[at].needs[next++];
      if (nodes_[to].state == 2) continue;
      if (nodes_[to].state == 1) {
        const auto first = std::find_if(open.begin(), open.end(), [&](const auto& step) { return step.first == to; });
        for (auto it = first; it != open.end(); ++it) found_.push_back(it->first);
        found_.push_back(to);
        return true;
      }
      nodes_[to].state = 1;
      open.emplace_back(to, 0);
    }
    return false;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const std::size_t i : found_) out.push_back("`" + nodes_[i].name + "`");
    return out;
  }

  std::vector<Node> nodes_;
  std::map<std::string, std::size_t> by_name_;
  std::vector<std::size_t> found_;
};

/// `module.vpc.subnet_ids`, wherever it stands in a value of the root.
void collect_outputs(const Expr& e, std::vector<std::string>& out) {
  if (e.kind == Expr::Kind::attribute && e.items[0].kind == Expr::Kind::attribute && e.items[0].items[0].kind == Expr::Kind::name && e.items[0].items[0].text == "module") {
    out.push_back("module." + e.items[0].text + "." + e.text);
  }
  for (const Expr& item : e.items) collect_outputs(item, out);
}

void collect_variables(const Expr& e, std::vector<std::string>& out) {
  if (e.kind == Expr::Kind::attribute && e.items[0].kind == Expr::Kind::name && e.items[0].text == "var") out.push_back(e.text);
  for (const Expr& item : e.items) collect_variables(item, out);
}
void collect_variables(const Item& item, std::vector<std::string>& out) {
  collect_variables(item.value, out);
  for (const Item& below : item.body) collect_variables(below, out);
}

/// `aws_subnet.this`, wherever it stands in the text of a module.
void collect_blocks(const Expr& e, std::vector<std::string>& out) {
  if (e.kind == Expr::Kind::attribute && e.items[0].kind == Expr::Kind::name) out.push_back(e.items[0].text + "." + e.text);
  if (e.kind == Expr::Kind::attribute && e.items[0].kind == Expr::Kind::attribute && e.items[0].items[0].kind == Expr::Kind::name) {
    out.push_back(e.items[0].items[0].text + "." + e.items[0].text + "." + e.text);   // `data.aws_ssm_parameter.image`
  }
  for (const Expr& item : e.items) collect_blocks(item, out);
}
void collect_blocks(const Item& item, std::vector<std::string>& out) {
  collect_blocks(item.value, out);
  for (const Item& below : item.body) collect_blocks(below, out);
}

void add_call(const Modular& m, const Call& call, Graph& graph) {
  const Module& module = m.modules[call.module];
  const std::string root = call.root->folder + ": ", prefix = root + "module." + call.label + ".";
  std::vector<std::string> addresses;
  for (const std::size_t g : module.groups) addresses.push_back(address_in_module(m.groups[g]));
  for (std::size_t i = 0; i < module.groups.size(); ++i) {
    const Group& g = m.groups[module.groups[i]];
    std::vector<std::string> variables, blocks;
    collect_variables(g.item, variables);
    collect_blocks(g.item, blocks);
    for (const std::string& name : variables) graph.edge(prefix + addresses[i], prefix + "var." + name);
    for (const std::string& address : blocks) {
      if (std::find(addresses.begin(), addresses.end(), address) != addresses.end()) graph.edge(prefix + addresses[i], prefix + address);
    }
  }
  for (const auto& [name, output] : module.outputs) graph.edge(prefix + name, prefix + address_in_module(m.groups[output.group]));
  for (const auto& [name, value] : call.arguments) {
    std::vector<std::string> outputs;
    collect_outputs(value, outputs);
    for (const std::string& output : outputs) graph.edge(prefix + "var." + name, root + output);
  }
}

}  // namespace

std::vector<std::string> circle(const Modular& m) {
  Graph graph;
  for (const Call& call : m.calls) add_call(m, call, graph);
  return graph.circle();
}

}  // namespace infragen::arrange
