// Hostile texts through every place of the language that takes one.
//
//   injection values FOLDER   writes values.tf, which holds each text in several places, and expected.json
//   injection fields          puts texts into every field and key of a project and compiles it: each is refused, or the
//                             output is that of a harmless text with the hostile one in its place, and nothing else
//
// tests/conformance/injection.sh asks Terraform what it reads in values.tf.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "../unit/driver/changes.hpp"
#include "../unit/driver/example.hpp"
#include "hostile.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/model/kind.hpp"

namespace {

using namespace infragen;
using hcl::Expr;
using test::Tree;
using tree::Value;

// ---- values

Expr joined(const std::string& text) {
  Expr e = hcl::string(text);
  e.items.push_back(hcl::attribute(hcl::name("var"), "piece"));
  for (const Expr& part : hcl::string(text).items) e.items.push_back(part);
  return e;
}

Expr object(std::vector<std::pair<Expr, Expr>> entries) {
  Expr e;
  e.kind = Expr::Kind::object;
  for (auto& [key, value] : entries) {
    e.items.push_back(std::move(key));
    e.items.push_back(std::move(value));
  }
  return e;
}

int values(const std::string& folder) {
  hcl::Body body;
  body.push_back(hcl::block("variable", {"piece"}, {hcl::attribute_item("default", hcl::string("P"))}));
  nlohmann::json expected;
  std::size_t number = 0;
  for (const std::string& text : test::all_hostile()) {
    const std::string name = "v" + std::to_string(number++);
    body.push_back(hcl::block("output", {name}, {hcl::attribute_item("value", hcl::string(text)), hcl::attribute_item("description", hcl::string(text))}));
    const Expr key = hcl::is_identifier(text) ? hcl::name(text) : hcl::string(text);
    Expr input = object({{hcl::name("alone"), hcl::string(text)},
                         {hcl::name("joined"), joined(text)},
                         {hcl::name("keys"), object({{key, hcl::string("k")}})},
                         {hcl::name("list"), hcl::tuple({hcl::string(text), hcl::string("x"), joined(text)})},
                         {hcl::name("json"), hcl::call("jsonencode", {hcl::string(text)})}});
    hcl::Item resource = hcl::block("resource", {"terraform_data", name}, {hcl::attribute_item("input", std::move(input))});
    // A comment cannot hold a line break, whatever it is given.
    if (text.find_first_of("\r\n") == std::string::npos) resource.comments = {text};
    body.push_back(std::move(resource));
    const std::string both = text + "P" + text;
    expected["outputs"][name] = text;
    expected["inputs"][name] = {{"alone", text}, {"joined", both}, {"keys", {{text, "k"}}}, {"list", {text, "x", both}}, {"json", text}};
  }
  const std::string printed = hcl::print(body).text;
  const hcl::Parsed back = hcl::parse(printed);
  bool same = !back.error && back.body.size() == body.size() && hcl::print(back.body).text == printed;
  for (const hcl::Item& item : back.body) {
    if (item.name != "output") continue;
    for (const hcl::Item& field : item.body) {
      const std::string* text = hcl::constant_string(field.value);
      same = same && text != nullptr && *text == expected["outputs"][*hcl::constant_string(item.labels[0].text)];
    }
  }
  if (!same) {
    std::fprintf(stderr, "injection: values.tf does not come back from our own parser\n");
    return 1;
  }
  std::ofstream(folder + "/values.tf", std::ios::binary) << printed;
  std::ofstream(folder + "/expected.json", std::ios::binary) << expected.dump();
  std::printf("injection: %zu texts\n", number);
  return 0;
}

// ---- fields

constexpr std::string_view marker = "qmarker";

/// How a harmless text looks that a field takes; the first that leads to the output is used.
struct Frame {
  std::string_view before, after;
};
constexpr Frame frames[] = {{"", ""}, {"/", ""}, {"", ".example"}, {"registry.example.com/", ":1"}, {"registry.example.com/a:", ""}, {"db.", ".large"}, {">= 1.11, < 2, != 1.", ""}};

/// One place: a scalar or a key inside a file of the project.
struct Place {
  std::string label;
  std::string file;
  std::vector<std::string> path;       ///< from the file's root to the map or scalar
  bool key = false;                    ///< the last of `path` is the hostile one
  Value around;                        ///< what stands at `path` (of a key: the value below it)
  const schema::Shape* shape = nullptr;  ///< of the scalar
};

Value* walk(Value& at, const std::vector<std::string>& path) {
  Value* here = &at;
  for (const std::string& key : path) {
    if (here->kind == Value::Kind::list) {
      const std::size_t place = std::stoul(key);
      while (here->items.size() <= place) here->items.push_back({{}, {}, tree::scalar({})});
      here = &here->items[place].value;
    } else {
      if (here->kind != Value::Kind::map) *here = tree::map();
      here = &here->at(key);
    }
  }
  return here;
}

struct Base {
  Tree files;                            ///< one environment
  std::map<std::string, Value> trees;    ///< the files that are changed, in long form
};

/// A domain in a project that has no other environment: what its objects are there is not said.
Value only_in(const std::string& unit, Value domain) {
  for (tree::Item& kind : domain.items) {
    for (tree::Item& object : kind.value.items) {
      if (Value* in = object.value.find("in")) std::erase_if(in->items, [&](const tree::Item& place) { return place.key != unit; });
    }
  }
  return domain;
}

/// The project with one environment, whose objects all stand in full in its own file.
Base base_of(const std::string& unit) {
  Base out;
  for (const auto& [path, bytes] : test::popcorn()) {
    const bool other = path.starts_with("envs/") && std::count(path.begin(), path.end(), '/') == 2 && !path.starts_with("envs/" + unit + "/");
    if (!other) out.files[path] = bytes;
    // A file that an object names stands beside the file where the object is written.
    const bool named = path.starts_with("domains/") && !path.ends_with(".yaml");
    if (named) out.files["envs/" + unit + path.substr(path.find('/', std::string_view("domains/").size()))] = bytes;
  }
  const driver::Compilation c = test::compile(test::popcorn());
  diag::Sink sink;
  const merge::Assembled assembled = merge::assemble(c.documents, c.names, unit, false, sink);
  for (const expand::Document& d : c.documents) {
    if (d.path == "infragen.yaml" || d.path == "envs/" + unit + "/env.yaml" || d.path == "shared/global.yaml") out.trees[d.path] = d.tree;
    if (d.path.starts_with("domains/")) out.files[d.path] = tree::print(only_in(unit, d.tree));
  }
  Value& own = out.trees["envs/" + unit + "/env.yaml"];
  own.erase("defaults");
  for (const merge::Object& o : assembled.objects) {
    if (!o.shared.empty()) continue;
    const std::string kind(model::kinds()[o.kind].name);
    *walk(own, o.domain.empty() ? std::vector<std::string>{kind, o.name} : std::vector<std::string>{"domains", o.domain, kind, o.name}) = o.tree;
  }
  return out;
}

const schema::Shape* shape_at(const schema::ObjectSchema& schema, const std::vector<std::string>& path) {
  const schema::Shape* shape = nullptr;
  for (const std::string& key : path) {
    if (shape != nullptr && shape->form != schema::Shape::Form::object) {
      shape = shape->element();
    } else {
      const schema::FieldSchema* field = (shape == nullptr ? schema : shape->object()).find(key);
      if (field == nullptr) return nullptr;
      shape = field->shape();
    }
  }
  return shape;
}

void leaves(const schema::ObjectSchema& schema, const test::Change& change, const std::string& file, const std::vector<std::string>& prefix,
            std::vector<std::string> below, const Value& value, std::vector<Place>& out) {
  std::vector<std::string> inner = change.path;
  inner.insert(inner.end(), below.begin(), below.end());
  const schema::Shape* shape = shape_at(schema, inner);
  if (shape == nullptr) return;
  std::string label = change.field;
  for (const std::string& key : below) label += "/" + key;
  Place place{label, file, prefix, false, value, shape};
  place.path.insert(place.path.end(), inner.begin(), inner.end());
  if (value.kind == Value::Kind::scalar) out.push_back(place);
  const bool by_key = !below.empty() || change.how == "entry added";
  if (by_key && !inner.empty()) {
    const std::vector<std::string> outer(inner.begin(), inner.end() - 1);
    const schema::Shape* map = outer.empty() ? nullptr : shape_at(schema, outer);
    if (map != nullptr && map->form == schema::Shape::Form::map) {
      place.key = true;
      place.label += " (key)";
      out.push_back(place);
    }
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    std::vector<std::string> next = below;
    next.push_back(value.kind == Value::Kind::map ? value.items[i].key : std::to_string(i));
    leaves(schema, change, file, prefix, next, value.items[i].value, out);
  }
}

std::vector<Place> places_of(const Base& base, const std::string& unit) {
  std::vector<Place> out;
  const auto add = [&](const schema::ObjectSchema& schema, const std::string& file, const std::vector<std::string>& prefix, const Value& tree) {
    for (const test::Change& change : test::changes(schema, tree, schema::Class::production)) {
      if (change.take_away || change.value.kind == Value::Kind::removed) continue;
      leaves(schema, change, file, prefix, {}, change.value, out);
    }
  };
  const auto objects = [&](const std::string& file, const std::vector<std::string>& prefix, const Value& tree) {
    for (const tree::Item& kind : tree.items) {
      const model::KindSchema* k = model::kind_named(kind.key);
      if (k == nullptr || kind.value.kind != Value::Kind::map) continue;
      for (const tree::Item& object : kind.value.items) {
        std::vector<std::string> path = prefix;
        path.insert(path.end(), {kind.key, object.key});
        add(k->schema(), file, path, object.value);
      }
    }
  };
  add(model::project_schema(), "infragen.yaml", {}, base.trees.at("infragen.yaml"));
  add(model::settings_schema(), "infragen.yaml", {}, base.trees.at("infragen.yaml"));
  objects("shared/global.yaml", {}, base.trees.at("shared/global.yaml"));
  const std::string own = "envs/" + unit + "/env.yaml";
  add(model::environment_head_schema(), own, {}, base.trees.at(own));
  objects(own, {}, base.trees.at(own));
  if (const Value* domains = base.trees.at(own).find("domains")) {
    for (const tree::Item& domain : domains->items) objects(own, {"domains", domain.key}, domain.value);
  }
  return out;
}

/// `names: {kinds: {ecs: …}}` is `names: {ecs: …}` on paper.
Value as_written(Value document) {
  Value* names = document.find("names");
  Value* kinds = names == nullptr ? nullptr : names->find("kinds");
  if (kinds == nullptr || kinds->kind != Value::Kind::map) return document;
  const std::vector<tree::Item> entries = std::move(kinds->items);
  names->erase("kinds");
  for (const tree::Item& entry : entries) names->at(entry.key) = entry.value;
  return document;
}

Tree with(const Base& base, const Place& place, const std::string& text) {
  Tree files = base.files;
  for (const auto& [path, tree] : base.trees) {
    Value copy = tree;
    if (path == place.file) {
      std::vector<std::string> at = place.path;
      if (place.key) at.back() = text;
      Value& there = *walk(copy, at);
      there = place.around;
      if (!place.key) {
        there = tree::scalar(text);
        there.quoted = true;
      }
    }
    files[path] = tree::print(as_written(std::move(copy)));
  }
  return files;
}

/// The output as trees, with the entries of objects and the like-named blocks in the order of their text.
using Bodies = std::map<std::string, hcl::Body>;

std::string replaced(const std::string& text, const std::string& what, const std::string& by) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t next = text.find(what, at);
    out += text.substr(at, next - at);
    if (next == std::string::npos) return out;
    out += by;
    at = next + what.size();
  }
}

/// A text as a part of a Terraform name: what is no word there becomes one underscore.
std::string in_a_name(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (word) {
      out += c;
    } else if (out.empty() || out.back() != '_') {
      out += '_';
    }
  }
  return out;
}

std::string replaced_in_name(const std::string& name, const std::string& what, const std::string& by) {
  if (name.find(what) == std::string::npos) return name;
  std::string out = in_a_name(replaced(name, what, in_a_name(by)));
  while (out.ends_with('_')) out.pop_back();
  return out;
}

/// Labels have no capitals: a word begins where one stood behind a small letter or a digit.
std::string replaced_in_label(const std::string& name, const std::string& what, const std::string& by) {
  if (name.find(what) == std::string::npos) return name;
  std::string out;
  char before = '_';
  for (const char c : replaced_in_name(name, what, by)) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && ((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9'))) out += '_';
    out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    before = c;
  }
  return out;
}

void replace_in(Expr& e, const std::string& what, const std::string& by) {
  if (e.kind == Expr::Kind::literal) e.text = replaced(e.text, what, by);
  if (e.kind == Expr::Kind::name) e.text = replaced_in_name(e.text, what, by);
  if (e.kind == Expr::Kind::attribute) e.text = replaced_in_label(e.text, what, by);
  for (Expr& item : e.items) replace_in(item, what, by);
  if (e.kind == Expr::Kind::string || e.kind == Expr::Kind::heredoc) {
    std::erase_if(e.items, [](const Expr& part) { return part.kind == Expr::Kind::literal && part.text.empty(); });
  }
}

/// Kafka's cluster id is a hash of the names around it: another name, another id.
void forget_hash(std::string& text) {
  constexpr std::string_view before = "KAFKA_CLUSTER_ID=";
  const std::size_t at = text.find(before);
  if (at != std::string::npos) text.erase(at + before.size(), text.find('\n', at) - at - before.size());
}

void settle(Expr& e) {
  if (e.kind == Expr::Kind::literal) forget_hash(e.text);
  for (Expr& item : e.items) settle(item);
  if (e.kind == Expr::Kind::object) {
    std::vector<std::pair<std::string, std::pair<Expr, Expr>>> entries;
    for (std::size_t i = 0; i + 1 < e.items.size(); i += 2) {
      // A bare word is a text here, whatever it means elsewhere.
      const Expr::Kind kind = e.items[i].kind;
      const bool word = kind == Expr::Kind::name || kind == Expr::Kind::boolean || kind == Expr::Kind::number;
      Expr key = word ? hcl::string(e.items[i].text) : kind == Expr::Kind::null ? hcl::string("null") : e.items[i];
      entries.push_back({hcl::print(key), {key, e.items[i + 1]}});
    }
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    e.items.clear();
    for (auto& [text, entry] : entries) {
      e.items.push_back(entry.first);
      e.items.push_back(entry.second);
    }
  }
  if (e.kind == Expr::Kind::tuple) std::stable_sort(e.items.begin(), e.items.end(), [](const Expr& a, const Expr& b) { return hcl::print(a) < hcl::print(b); });
}

void settle(hcl::Body& body) {
  for (hcl::Item& item : body) {
    item.comments.clear();  // a text that broke out of one would be an item
    settle(item.value);
    settle(item.body);
  }
  std::stable_sort(body.begin(), body.end(), [](const hcl::Item& a, const hcl::Item& b) {
    return std::pair(a.name, hcl::print(hcl::Body{a}).text) < std::pair(b.name, hcl::print(hcl::Body{b}).text);
  });
}

void replace_in(hcl::Body& body, const std::string& what, const std::string& by) {
  for (hcl::Item& item : body) {
    replace_in(item.value, what, by);
    for (hcl::Label& label : item.labels) {
      for (Expr& part : label.text.items) part.text = replaced_in_label(part.text, what, by);
    }
    replace_in(item.body, what, by);
  }
}

bool shows(const Tree& files) {
  return std::any_of(files.begin(), files.end(), [](const auto& file) { return file.second.find(marker) != std::string::npos; });
}

std::string printable(const std::string& text) {
  std::string out;
  for (const char ch : text.substr(0, 60)) {
    const auto c = static_cast<unsigned char>(ch);
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, c < 0x20 || c >= 0x7f ? "\\x%02x" : "%c", c);
    out += buffer;
  }
  return text.size() > 60 ? out + "…" : out;
}

class Fields {
 public:
  /// `only`: the beginning of the places that are tried; empty: all, and there must be enough of them.
  int run(const std::string& only) {
    std::set<std::string> done;
    std::vector<std::pair<const Base*, Place>> unseen;
    for (const char* unit : {"dev", "prod"}) {
      bases_.push_back(base_of(unit));
      const Base& base = bases_.back();
      const driver::Compilation c = test::compile(base.files);
      if (!c.ok || c.arranged.files.empty()) {
        std::fprintf(stderr, "injection: %s does not compile\n", unit);
        for (const auto& finding : c.findings) std::fprintf(stderr, "  %s\n", finding.message.c_str());
        return 1;
      }
      for (Place& place : places_of(base, unit)) {
        if (done.contains(place.label) || !place.label.starts_with(only)) continue;
        if (find_frame(base, place)) {
          done.insert(place.label);
        } else {
          unseen.emplace_back(&base, std::move(place));
        }
      }
    }
    for (auto& [base, place] : unseen) {
      if (done.insert(place.label).second) tasks_.push_back({base, std::move(place), frames[0], {}, 0});
    }
    for (std::size_t i = 0; i < tasks_.size(); ++i) tasks_[i].number = i;
    in_parallel();
    std::printf("injection: %zu places, %zu of them lead to the output; %zu texts refused, %zu come back\n", tasks_.size(), leading_, refused_.load(), same_.load());
    if (only.empty() && (leading_ < 40 || same_ < 1000)) {
      std::fprintf(stderr, "injection: that is too little\n");
      return 1;
    }
    return failed_ == 0 ? 0 : 1;
  }

 private:
  struct Task {
    const Base* base;
    Place place;
    Frame frame;
    Tree output;   ///< with the harmless text; empty: it does not show
    std::size_t number = 0;
  };

  static std::string framed(const Frame& frame, std::string_view text) { return std::string(frame.before) + std::string(text) + std::string(frame.after); }

  bool find_frame(const Base& base, const Place& place) {
    for (const Frame& frame : frames) {
      const driver::Compilation c = test::compile(with(base, place, framed(frame, marker)));
      if (!c.ok || !shows(c.arranged.files)) continue;
      tasks_.push_back({&base, place, frame, c.arranged.files, 0});
      ++leading_;
      return true;
    }
    return false;
  }

  void in_parallel() {
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
      workers.emplace_back([&] {
        for (std::size_t task = next++; task < tasks_.size(); task = next++) run(tasks_[task]);
      });
    }
    for (std::thread& worker : workers) worker.join();
  }

  void run(const Task& task) {
    // What opens, closes or ends a place goes everywhere. The others go to one place in eight each: the code that writes
    // a text does not know its field, and neighbours take the rest. Where nothing shows, what matters is that the
    // compiler takes a text or says why not.
    constexpr std::size_t everywhere = 24, share = 8, unseen = 32;
    const auto& pieces = test::hostile_pieces();
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const bool mine = (i + task.number) % share == 0;
      if (task.output.empty() ? i % unseen != 0 : i >= everywhere && !mine) continue;
      one(task, "a" + pieces[i] + "z");
      if (mine && !task.output.empty()) one(task, pieces[i]);
    }
    one(task, std::string(10000, 'x'));
    const auto& broken = test::broken_texts();
    for (std::size_t i = task.number % 3; i < broken.size(); i += 3) one(task, broken[i]);
  }

  void fail(const Task& task, const std::string& text, const std::string& what) {
    const std::lock_guard lock(mutex_);
    if (++failed_ > 200) return;
    std::fprintf(stderr, "injection: %s = \"%s\": %s\n", task.place.label.c_str(), printable(text).c_str(), what.c_str());
  }

  void one(const Task& task, const std::string& text) {
    const std::string whole = framed(task.frame, text);
    const driver::Compilation c = test::compile(with(*task.base, task.place, whole));
    if (!c.ok) {
      if (c.findings.empty()) fail(task, text, "fails without a finding");
      ++refused_;
      return;
    }
    Bodies now;
    for (const auto& [path, file] : c.arranged.files) {
      hcl::Parsed parsed = hcl::parse(file);
      if (parsed.error) return fail(task, text, path + " does not parse: " + parsed.error->message);
      now[path] = std::move(parsed.body);
    }
    if (task.output.empty()) return;  // it does not show, so there is nothing that it could be in
    std::string expected = text;
    const bool placeholders = !task.place.key && task.place.shape != nullptr && task.place.shape->name != "text" && task.place.shape->example.find("${") != std::string_view::npos;
    const bool or_input = !task.place.key && task.place.shape != nullptr && task.place.shape->takes_inputs;
    if (placeholders || or_input) {
      schema::Text read;
      schema::read_text(text, read);
      if (!read.is_literal()) return;  // it means something else then, as the language says
      expected = read.literal();
    }
    Bodies then;
    for (const auto& [path, file] : task.output) then[path] = hcl::parse(file).body;
    if (then.size() != now.size()) return fail(task, text, "other files");
    for (auto& [path, body] : then) {
      if (!now.contains(path)) return fail(task, text, path + " is missing");
      settle(body);
      replace_in(body, std::string(marker), expected);
      settle(body);
      settle(now[path]);
      if (!hcl::equal(body, now[path])) return fail(task, text, path + " differs:\n" + difference(hcl::print(body).text, hcl::print(now[path]).text));
    }
    ++same_;
  }

  static std::string difference(const std::string& a, const std::string& b) {
    std::size_t at = 0;
    while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
    const std::size_t from = at < 60 ? 0 : at - 60;
    return "  expected …" + printable(a.substr(from, 160)) + "\n  found    …" + printable(b.substr(from, 160));
  }

  std::deque<Base> bases_;
  std::vector<Task> tasks_;
  std::size_t leading_ = 0;
  std::atomic<std::size_t> refused_{0}, same_{0};
  std::size_t failed_ = 0;
  std::mutex mutex_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "values") == 0) return values(argv[2]);
  if ((argc == 2 || argc == 3) && std::strcmp(argv[1], "fields") == 0) return Fields().run(argc == 3 ? argv[2] : "");
  std::fprintf(stderr, "usage: injection values FOLDER | injection fields [PLACE]\n");
  return 2;
}
