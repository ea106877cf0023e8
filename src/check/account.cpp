// The account, the region, and what is given at apply time.

#include <fmt/format.h>

#include <algorithm>

#include "check/passes.hpp"
#include "infragen/facts/capacity.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::Input;
using schema::TextPiece;

bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_domain(std::string_view text) {
  if (text.size() > 253 || text.find('.') == std::string_view::npos) return false;
  for (const std::string_view label : support::split(text, '.')) {
    const bool ok = !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
                    std::all_of(label.begin(), label.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!ok) return false;
  }
  return true;
}

void account_number(Judge& judge, const model::Field<schema::InputText>& account) {
  if (!account.present() || !account->text.is_literal()) return;
  const std::string number = account->text.literal();
  const source::Span at = judge.span(account.mark.origin);
  if (!is_account(number)) {
    judge.report(account_digits, {}, at, number).help("`aws sts get-caller-identity` shows it; or `{input: aws_account}`");
  } else if (number == "123456789012" || number == "000000000000") {
    judge.report(example_account, {}, at, number).help("a real one, or `{input: aws_account}`");
  }
}

void region(Judge& judge, const model::Field<std::string>& region) {
  if (!region.present()) return;
  // Regions whose zones are in no data that we have.
  static constexpr std::string_view others[] = {"ap-east-2",  "ap-southeast-6", "ap-southeast-7", "cn-north-1",
                                                "cn-northwest-1", "mx-central-1", "us-gov-east-1", "us-gov-west-1"};
  std::vector<std::string_view> known = facts::regions();
  known.insert(known.end(), std::begin(others), std::end(others));
  std::sort(known.begin(), known.end());
  if (std::binary_search(known.begin(), known.end(), std::string_view(*region))) return;
  const auto near = support::nearest(*region, known);
  auto finding = judge.report(unknown_region, {}, judge.span(region.mark.origin), *region);
  // A region that AWS opened since is no mistake; one that is nearly another is.
  if (near) {
    finding.help(fmt::format("did you mean `{}`", *near));
  } else {
    finding.severity(diag::Severity::warning).help("if AWS opened it lately, all is well: its zones and what it offers are not judged");
  }
}

/// `${input.name}` in a text with facts.
void taken_by_text(const schema::Text& text, source::OriginId origin, std::map<std::string, source::OriginId>& taken) {
  for (const TextPiece& piece : text.pieces) {
    if (piece.kind == TextPiece::Kind::placeholder && piece.text.starts_with("input.")) taken.emplace(piece.text.substr(6), origin);
  }
}

/// Where inputs are taken: name -> the first place of each. Looks at every field that takes them.
std::map<std::string, source::OriginId> inputs_taken(const model::Environment& env) {
  std::map<std::string, source::OriginId> out;
  const auto look = [](void* context, const std::string&, const schema::FieldSchema&, schema::Slot slot) {
    auto& taken = *static_cast<std::map<std::string, source::OriginId>*>(context);
    if (!slot.mark->present()) return;
    if (slot.shape->name == schema::ScalarOf<schema::InputText>::name) {
      for (const TextPiece& piece : static_cast<const schema::InputText*>(slot.value)->text.pieces) {
        if (piece.kind == TextPiece::Kind::input) taken.emplace(piece.text, slot.mark->origin);
      }
    } else if (slot.shape->name == schema::ScalarOf<schema::FactText>::name) {
      taken_by_text(static_cast<const schema::FactText*>(slot.value)->text, slot.mark->origin, taken);
    } else if (slot.shape->name == schema::ScalarOf<schema::Raw>::name) {
      schema::each_text(static_cast<const schema::Raw*>(slot.value)->tree, {}, [&](const std::string&, const tree::Value& written) {
        schema::Text text;
        if (schema::read_text(written.text, text).ok()) taken_by_text(text, written.origin, taken);
      });
    }
  };
  schema::walk(model::unit_head_schema(), const_cast<model::UnitHead*>(&env.head), {}, &out, look);
  schema::walk(model::settings_schema(), const_cast<model::Settings*>(&env.settings), "settings", &out, look);
  for (const model::ObjectId id : env.objects.ids()) {
    schema::walk(model::kind(id).schema(), const_cast<void*>(env.objects.object(id)), env.objects.head(id).address, &out, look);
  }
  return out;
}

void inputs(Judge& judge) {
  const model::Environment& env = judge.env();
  const auto& declared = *env.settings.inputs;
  std::vector<std::string> names;
  for (const auto& [name, input] : declared) {
    if (input.present()) names.push_back(name);
  }
  const auto taken = inputs_taken(env);
  for (const auto& [name, origin] : taken) {
    if (std::find(names.begin(), names.end(), name) != names.end() || !env.poisoned.empty()) continue;
    auto finding = judge.report(unknown_input, {}, judge.span(origin), name);
    const auto near = support::nearest(name, names);
    finding.help(near ? fmt::format("did you mean `{}`", *near) : fmt::format("`inputs: {{{}: {{is: …, about: …, example: …}}}}`", name));
  }
  for (const auto& [name, input] : declared) {
    if (!input.present()) continue;
    if (!taken.contains(name)) judge.report(unused_input, {}, judge.span(input.mark.origin), name).help(fmt::format("`{{input: {}}}` where it belongs, or delete it", name));
    const Input& i = *input;
    if (!i.example.present()) continue;
    const bool ok = *i.is == model::InputType::account ? is_account(*i.example) : *i.is == model::InputType::domain ? is_domain(*i.example) : true;
    if (ok) continue;
    const bool wants_account = *i.is == model::InputType::account;
    judge.report(input_example, {}, judge.span(i.example.mark.origin), *i.example, wants_account ? "account" : "domain name")
        .also(judge.span(i.is.mark.origin), "what it is")
        .help(wants_account ? "12 digits: `210987654321`" : "`example-shop.net`");
  }
}

}  // namespace

void account(Judge& judge) {
  account_number(judge, judge.env().settings.aws->account);
  region(judge, judge.env().settings.aws->region);
  inputs(judge);
}

}  // namespace infragen::check
