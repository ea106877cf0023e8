#pragma once
// What every pass of check works with: the system, places, and the one way to report.

#include <map>
#include <set>
#include <string>
#include <utility>

#include "infragen/check/diagnostics.hpp"
#include "infragen/check/severity.hpp"
#include "infragen/model/system.hpp"

namespace infragen::check {

class Judge {
 public:
  Judge(const model::System& system, std::string today, diag::Sink& sink);

  const model::System& system() const { return system_; }
  const model::Environment& env() const { return system_.env(); }
  const std::string& today() const { return today_; }

  const model::Head& head(model::ObjectId id) const { return env().objects.head(id); }
  const std::string& address(model::ObjectId id) const { return head(id).address; }

  /// Declared by this unit and fit to be judged. What a shared stack declares is judged with the shared stack.
  bool ours(model::ObjectId id) const;

  /// `see(id, object)` for every object of that kind that is to be judged, by name.
  template <class K, class See>
  void each(See see) const {
    for (std::uint32_t i = 0; i < env().objects.count(model::Objects::kind_of<K>()); ++i) {
      const model::ObjectId id{model::Objects::kind_of<K>(), i};
      if (ours(id)) see(id, env().objects.get<K>(id));
    }
  }

  /// The same without those that are there already: how they are made is not judged.
  template <class K, class See>
  void each_made(See see) const {
    each<K>([&](model::ObjectId id, const K& object) {
      if (!env().objects.existing(id)) see(id, object);
    });
  }

  source::Span span(source::OriginId id) const { return env().origins.span(id); }
  /// Where the value was written, or what led to it; the object's name when nobody wrote anything.
  source::Span at(const schema::Mark& mark, model::ObjectId about) const;
  static bool written(const schema::Mark& mark) { return mark.presence == schema::Presence::written; }

  /// Reports a finding about an object: with the severity of the environment's class, or not at all when the object's
  /// `allow` accepts it. `about` may be unknown: of the environment itself.
  template <class... Args>
  diag::Sink::Builder report(const diag::Def<Args...>& def, model::ObjectId about, source::Span at, std::type_identity_t<const Args&>... args) {
    const Level strict = level(diag::info(def), env().environment_class);
    if (strict == Level::silent || accepted(def.slug, about)) return nowhere_.report(def, at, args...);
    return sink_.report(def, at, args...).severity(static_cast<diag::Severity>(static_cast<int>(strict) - 1));
  }
  /// The same about one field, with where its value comes from.
  template <class... Args>
  diag::Sink::Builder report_field(const diag::Def<Args...>& def, model::ObjectId about, const std::string& field, const schema::Mark& mark, std::type_identity_t<const Args&>... args) {
    auto builder = report(def, about, at(mark, about), args...);
    builder.path(address(about) + "." + field);
    if (mark.presence == schema::Presence::class_default) builder.also(env().at, "the class of the environment decides it");
    return builder;
  }

  /// Whether `allow` of that object accepted a finding of that slug so far.
  bool was_used(model::ObjectId about, const std::string& slug) const { return used_.contains({about, slug}); }
  /// Whether names of variables were at fault before check began: then it is not known what programs get.
  bool variables_failed() const { return variables_failed_; }

 private:
  bool accepted(std::string_view slug, model::ObjectId about);

  const model::System& system_;
  std::string today_;
  diag::Sink& sink_;
  diag::Sink nowhere_;
  std::set<std::pair<model::ObjectId, std::string>> used_;
  bool variables_failed_ = false;
};

}  // namespace infragen::check
