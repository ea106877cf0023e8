// IAM's policy grammar (IAM User Guide, "Grammar of the IAM JSON policy language"), as far as it can be told from the
// document alone. AWS refuses what is found here when the policy is applied.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "infragen/support/text.hpp"
#include "verify/run.hpp"

namespace infragen::verify {

using Kind = Value::Kind;

namespace {

Value from_json(const nlohmann::json& j) {
  Value out;
  if (j.is_null()) out.kind = Kind::null;
  if (j.is_boolean()) out.kind = Kind::boolean;
  if (j.is_number()) out.kind = Kind::number;
  if (j.is_string()) out.kind = Kind::text;
  if (j.is_array()) out.kind = Kind::list;
  if (j.is_object()) out.kind = Kind::object;
  if (j.is_string()) out.text = j.get<std::string>();
  if (j.is_number() || j.is_boolean()) out.text = j.dump();
  for (const auto& [key, value] : j.items()) {
    if (j.is_object()) out.keys.push_back(key);
    if (j.is_structured()) out.items.push_back(from_json(value));
  }
  return out;
}

/// Who the policy is attached to decides which members it has.
enum class Grammar : std::uint8_t { any, identity, trust };

Grammar grammar_of(const std::string& type, const std::string& path) {
  if (type == "aws_iam_role" && path == "assume_role_policy") return Grammar::trust;
  constexpr std::array<std::string_view, 6> kIdentity = {"aws_iam_policy",       "aws_iam_role_policy",
                                                         "aws_iam_user_policy",  "aws_iam_group_policy",
                                                         "aws_iam_role",         "aws_ssoadmin_permission_set_inline_policy"};
  return std::find(kIdentity.begin(), kIdentity.end(), type) == kIdentity.end() ? Grammar::any : Grammar::identity;
}

const Value* member(const Value& object, std::string_view name) {
  for (std::size_t i = 0; i < object.keys.size(); ++i) {
    if (support::lower(object.keys[i]) == support::lower(name)) return &object.items[i];
  }
  return nullptr;
}

class Policy {
 public:
  Policy(const Run& run, const Place& place) : run_(run), place_(place), grammar_(grammar_of(run.type, place.facts)) {}

  void check(const Value& document) const {
    if (!document.is(Kind::object)) return;
    check_keys(document, std::array<std::string_view, 3>{"Version", "Id", "Statement"}, "a policy", place_);
    check_word(document, "Version", {"2012-10-17", "2008-10-17"});
    const Value* statements = member(document, "Statement");
    if (statements == nullptr) {
      if (!document.open) report(place_, "the policy has no `Statement`");
    } else if (statements->is(Kind::object)) {
      check_statement(*statements);
    } else if (statements->is(Kind::list)) {
      if (statements->items.empty()) report(place_, "the policy has no statement");
      for (const Value& statement : statements->items) check_statement(statement);
    } else if (statements->known_scalar()) {
      report(place_, "`Statement` is neither an object nor a list");
    }
  }

 private:
  void report(const Place& place, std::string message, std::string help = {}) const {
    run_.report(Problem::Kind::bad_document, place, std::move(message), std::move(help));
  }

  Place at(const Value& value) const { return value.expr == nullptr ? place_ : place_.of(*value.expr); }

  template <std::size_t N>
  void check_keys(const Value& object, const std::array<std::string_view, N>& known, std::string_view what,
                  const Place& place) const {
    for (const std::string& key : object.keys) {
      const auto fits = [&](std::string_view k) { return support::lower(k) == support::lower(key); };
      if (std::any_of(known.begin(), known.end(), fits)) continue;
      const auto near = support::nearest(key, known);
      report(place, fmt::format("{} has no `{}`", what, key),
             near ? fmt::format("did you mean `{}`?", *near) : std::string());
    }
  }

  void check_word(const Value& object, std::string_view name, std::initializer_list<std::string_view> words) const {
    const Value* value = member(object, name);
    if (value == nullptr || !value->known_scalar()) return;
    if (std::find(words.begin(), words.end(), value->text) != words.end()) return;
    report(at(*value), fmt::format("{} is no `{}` of a policy", shown_value(value->text, place_.sensitive), name),
           fmt::format("use `{}`", support::join(words, "` or `")));
  }

  /// Exactly one, or with `needed` false at most one, of a member and its negation.
  void check_pair(const Value& s, const std::string& name, bool needed) const {
    const bool plain = member(s, name) != nullptr;
    const bool negated = member(s, "Not" + name) != nullptr;
    if (plain && negated) report(at(s), fmt::format("a statement with both `{0}` and `Not{0}`", name));
    if (needed && !plain && !negated && !s.open) report(at(s), fmt::format("a statement without `{}`", name));
  }

  void check_absent(const Value& s, const std::string& name, std::string_view where) const {
    for (const std::string& key : {name, "Not" + name}) {
      if (member(s, key) != nullptr) report(at(s), fmt::format("`{}` has no place in {}", key, where));
    }
  }

  void check_statement(const Value& s) const {
    if (s.known_scalar() || s.is(Kind::list)) report(at(s), "a statement that is no object");
    if (!s.is(Kind::object)) return;
    check_keys(s,
               std::array<std::string_view, 9>{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction",
                                               "Resource", "NotResource", "Condition"},
               "a statement", at(s));
    if (member(s, "Effect") == nullptr && !s.open) report(at(s), "a statement without `Effect`");
    check_word(s, "Effect", {"Allow", "Deny"});
    check_pair(s, "Action", true);
    check_pair(s, "Resource", grammar_ == Grammar::identity);
    check_pair(s, "Principal", grammar_ == Grammar::trust);
    if (grammar_ == Grammar::identity) check_absent(s, "Principal", "a policy of a role, user or group");
    if (grammar_ == Grammar::trust) check_absent(s, "Resource", "a policy that says who may assume a role");
  }

  const Run& run_;
  const Place& place_;
  Grammar grammar_;
};

}  // namespace

void check_document(const Run& run, const Value& value, const facts::Constraint& c, const Place& place) {
  const bool policy = c.format == "json_policy";
  if (!policy && c.format != "json") return;
  Value document;
  if (value.is(Value::Kind::json)) document = value.items[0];
  if (value.is(Value::Kind::text)) {
    const auto parsed = nlohmann::json::parse(value.text, nullptr, false);
    if (!parsed.is_discarded()) document = from_json(parsed);
  }
  const bool wrong = document.known_scalar() || document.is(Kind::list) || document.is(Kind::null);
  if (policy && wrong) {
    run.report(Problem::Kind::bad_document, place, "a policy document must be a JSON object");
  } else if (policy || member(document, "Statement") != nullptr) {
    Policy(run, place).check(document);
  }
}

}  // namespace infragen::verify
