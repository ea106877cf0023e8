#include "merge/lay.hpp"

#include <algorithm>

#include "infragen/merge/diagnostics.hpp"

namespace infragen::merge {
namespace {

using tree::Value;

void stamp(Value& value, source::Span key, source::OriginId weaker, std::string_view layer, source::Origins& origins) {
  value.origin = origins.add({source::OriginKind::written, value.span, layer, {}, weaker, {}, key});
  for (tree::Item& item : value.items) stamp(item.value, item.key_span, source::no_origin, layer, origins);
}

bool same_text(const Value& a, const Value& b) { return a.kind == b.kind && a.text == b.text; }

void warn_lost(const Value& old, const Value& now, diag::Sink& sink) {
  std::size_t lost = 0;
  for (const tree::Item& before : old.items) {
    const bool kept = std::any_of(now.items.begin(), now.items.end(), [&](const tree::Item& after) { return same_text(before.value, after.value); });
    if (!kept) ++lost;
  }
  if (lost == 0 || !now.span.known()) return;
  const std::size_t count = old.items.size();
  sink.report(list_replaced, now.span, count, lost).also(old.span, "this list is replaced").help("repeat the entries that shall stay: lists replace, only maps merge");
}

}  // namespace

namespace {

void lay_below(Value& base, const Value& over, source::Span key, std::string_view layer, source::Origins& origins, diag::Sink& sink) {
  if (over.invalid) {  // reported already; what was there stays, and nothing is missed
    base.incomplete = true;
    return;
  }
  if (base.kind == Value::Kind::map && over.kind == Value::Kind::map) {
    base.origin = origins.add({source::OriginKind::written, over.span, layer, {}, base.origin, {}, key});
    base.incomplete |= over.incomplete;
    if (!base.span.known()) base.span = over.span;
    for (const tree::Item& item : over.items) {
      if (Value* existing = base.find(item.key)) {
        lay_below(*existing, item.value, item.key_span, layer, origins, sink);
      } else {
        Value& added = base.at(item.key, item.key_span);
        added = item.value;
        stamp(added, item.key_span, source::no_origin, layer, origins);
      }
    }
    return;
  }
  if (base.kind == Value::Kind::list && over.kind == Value::Kind::list) warn_lost(base, over, sink);
  const source::OriginId weaker = base.origin;
  base = over;
  stamp(base, key, weaker, layer, origins);
}

}  // namespace

void lay(Value& base, const Value& over, std::string_view layer, source::Origins& origins, diag::Sink& sink) {
  lay_below(base, over, {}, layer, origins, sink);
}

void join(Value& base, const Value& other, const std::string& path, diag::Sink& sink) {
  for (const tree::Item& item : other.items) {
    const std::string below = path.empty() ? item.key : path + "." + item.key;
    Value* existing = base.find(item.key);
    if (existing == nullptr) {
      base.at(item.key, item.key_span) = item.value;
    } else if (existing->kind == Value::Kind::map && item.value.kind == Value::Kind::map) {
      join(*existing, item.value, below, sink);
    } else if (!existing->invalid && !item.value.invalid) {
      sink.report(said_twice, item.value.span, below).also(existing->span, "said here too").help("all files of a folder are one document: keep one of the two");
    }
  }
}

}  // namespace infragen::merge
