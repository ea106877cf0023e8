// Secrets that somebody typed. Looks at every text of every object, by its value, and at entries of maps by their names
// too. The value is never printed.

#include "check/looks_secret.hpp"
#include "check/passes.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

struct Search {
  Judge* judge;
  model::ObjectId about;
  std::string prefix;   ///< of paths: the object's address
};

/// The key that a path ends with: `env.JWT_KEY` and `parameters[rds.force_ssl]`.
std::string_view last_key(std::string_view path) {
  if (path.ends_with(']')) {
    const std::size_t open = path.rfind('[');
    return path.substr(open + 1, path.size() - open - 2);
  }
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

void report(const Search& search, const std::string& path, source::Span at) {
  // Without the object's name: a default that reaches many services is one finding.
  std::string shown = path.starts_with(search.prefix + ".") ? path.substr(search.prefix.size() + 1) : path;
  search.judge->report(plain_secret, search.about, at, shown)
      .secret()
      .path(path)
      .help("`secret: {name: {by_hand: true}}`, and `uses: {secret.name: read}` where it is needed; the value itself must be replaced, as others have seen it");
}

/// Arguments in the provider's words have names of their own.
void look_into(const Search& search, const std::string& path, const schema::Raw& raw) {
  schema::each_text(raw.tree, path, [&](const std::string& at, const tree::Value& written) {
    const std::string_view key = last_key(at);
    if (!secret_value(key, written.text) && !(secret_name(key) && secret_candidate(written.text))) return;
    report(search, at, search.judge->span(written.origin));
  });
}

void look(void* context, const std::string& path, const schema::FieldSchema& field, schema::Slot slot) {
  const Search& search = *static_cast<Search*>(context);
  if (!slot.mark->present() || slot.mark->invalid || slot.shape->form != schema::Shape::Form::scalar || slot.shape->print == nullptr) return;
  if (!slot.shape->values.empty() || !Judge::written(*slot.mark)) return;
  if (slot.shape->name == schema::ScalarOf<schema::Raw>::name) return look_into(search, path, *static_cast<const schema::Raw*>(slot.value));
  const std::string value = slot.shape->print(slot.value);
  // Keys of `allow` are findings, values reasons; those of `import` are AWS types, and some have `secret` in their names. Keys
  // of `variables` and other maps of texts are names of variables.
  const bool imported = field.name == "import";
  const std::string_view key = imported ? field.name : last_key(path);
  const bool named = !field.options.key_name.empty() && field.name != "allow" && !imported && !path.ends_with(field.name);
  if (!secret_value(key, value) && !(named && secret_name(key) && secret_candidate(value))) return;
  report(search, path, search.judge->at(*slot.mark, search.about));
}

}  // namespace

void plain_secrets(Judge& judge) {
  const model::Environment& env = judge.env();
  for (const model::ObjectId id : env.objects.ids()) {
    if (!judge.ours(id)) continue;
    Search search{&judge, id, judge.address(id)};
    schema::walk(model::kind(id).schema(), const_cast<void*>(env.objects.object(id)), judge.address(id), &search, &look);
  }
  Search search{&judge, {}, "settings"};
  schema::walk(model::settings_schema(), const_cast<model::Settings*>(&env.settings), "settings", &search, &look);
}

}  // namespace infragen::check
