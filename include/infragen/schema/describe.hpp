#pragma once
/// Field tables: the one place where a struct becomes a description. Heavy on the compiler, so only the .cpp of a kind
/// includes it. A struct is described by specialising `schema_of<T>()`:
///
///     template <> const ObjectSchema& schema_of<Tier>() {
///       static constexpr auto fields = table<Tier>(
///           field<&Tier::route>("route", "Where packets that leave the VPC go.", {.required = true}), …);
///       static constexpr ObjectSchema schema{"tier", "…", fields};
///       return schema;
///     }
///
/// A table that forgets a member, or names one twice, does not compile.

#include <array>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include "infragen/schema/schema.hpp"
#include "infragen/schema/scalars.hpp"

namespace infragen::schema {

namespace detail {

struct Anything {
  template <class T>
  operator T() const;  // declared only: never called
};

template <class T, class... Args>
constexpr std::size_t count_members() {
  if constexpr (requires { T{Args{}..., Anything{}}; }) {
    return count_members<T, Args..., Anything>();
  } else {
    return sizeof...(Args);
  }
}

template <auto A, auto B>
constexpr bool same_member() {
  if constexpr (std::is_same_v<decltype(A), decltype(B)>) {
    return A == B;
  } else {
    return false;
  }
}

template <auto... Members>
struct Distinct : std::true_type {};
template <auto First, auto... Rest>
struct Distinct<First, Rest...> : std::bool_constant<!(same_member<First, Rest>() || ...) && Distinct<Rest...>::value> {};

template <auto... Members>
constexpr bool distinct() {
  return Distinct<Members...>::value;
}

template <class T>
struct MemberOf;
template <class T, class F>
struct MemberOf<Field<F> T::*> {
  using object = T;
  using value = F;
};

}  // namespace detail

template <class T>
const ObjectSchema& schema_of();

template <class T>
const Shape* shape_of();

template <class T>
struct ShapeOf {  // a struct with a table of its own
  static constexpr Shape make() {
    Shape s;
    s.form = Shape::Form::object;
    s.object = &schema_of<T>;
    return s;
  }
};

template <Scalar T>
struct ShapeOf<T> {
  static constexpr Shape make() {
    Shape s;
    s.name = ScalarOf<T>::name;
    s.example = ScalarOf<T>::example;
    s.pattern = ScalarOf<T>::pattern;
    s.takes_inputs = ScalarOf<T>::takes_inputs;
    if constexpr (requires { ScalarOf<T>::values(); }) s.values = ScalarOf<T>::values();
    s.read = [](const tree::Value& written, void* out) { return ScalarOf<T>::read(written, *static_cast<T*>(out)); };
    s.print = [](const void* value) { return ScalarOf<T>::print(*static_cast<const T*>(value)); };
    s.probe = [](const tree::Value& written, std::optional<double>& amount) {
      T value{};
      Reading reading = ScalarOf<T>::read(written, value);
      if constexpr (requires { ScalarOf<T>::amount(value); }) {
        if (reading.ok()) amount = static_cast<double>(ScalarOf<T>::amount(value));
      }
      return reading;
    };
    return s;
  }
};

template <class T>
struct ShapeOf<std::vector<Field<T>>> {
  using C = std::vector<Field<T>>;
  static constexpr Shape make() {
    Shape s;
    s.form = Shape::Form::list;
    s.name = "list";
    s.element = &shape_of<T>;
    s.append = [](void* container, std::string_view) {
      Field<T>& f = static_cast<C*>(container)->emplace_back();
      return Slot{&f.mark, &f.value, shape_of<T>()};
    };
    s.size = [](const void* container) { return static_cast<const C*>(container)->size(); };
    s.visit = [](const void* container, void* context, void (*see)(void*, std::string_view, ConstSlot)) {
      for (const Field<T>& f : *static_cast<const C*>(container)) see(context, {}, {&f.mark, &f.value, shape_of<T>()});
    };
    return s;
  }
};

template <class T>
struct ShapeOf<std::map<std::string, Field<T>>> {
  using C = std::map<std::string, Field<T>>;
  static constexpr Shape make() {
    Shape s;
    s.form = Shape::Form::map;
    s.name = "map";
    s.element = &shape_of<T>;
    s.append = [](void* container, std::string_view key) {
      Field<T>& f = (*static_cast<C*>(container))[std::string(key)];
      return Slot{&f.mark, &f.value, shape_of<T>()};
    };
    s.size = [](const void* container) { return static_cast<const C*>(container)->size(); };
    s.visit = [](const void* container, void* context, void (*see)(void*, std::string_view, ConstSlot)) {
      for (const auto& [key, f] : *static_cast<const C*>(container)) see(context, key, {&f.mark, &f.value, shape_of<T>()});
    };
    return s;
  }
};

template <class T>
const Shape* shape_of() {
  static constexpr Shape shape = ShapeOf<T>::make();
  return &shape;
}

template <auto Member>
struct FieldDef {
  FieldSchema schema;
};

template <auto Member>
constexpr FieldDef<Member> field(std::string_view name, std::string_view summary, FieldOptions options = {}) {
  using M = detail::MemberOf<decltype(Member)>;
  FieldSchema f;
  f.name = name;
  f.summary = summary;
  f.options = options;
  f.shape = &shape_of<typename M::value>;
  f.slot = [](void* object) {
    auto& member = static_cast<typename M::object*>(object)->*Member;
    return Slot{&member.mark, &member.value, shape_of<typename M::value>()};
  };
  return {f};
}

/// The members of T, each exactly once.
template <class T, auto... Members>
consteval std::array<FieldSchema, sizeof...(Members)> table(FieldDef<Members>... defs) {
  static_assert(sizeof...(Members) == detail::count_members<T>(), "a member is missing from the field table");
  static_assert(detail::distinct<Members...>(), "a member stands twice in the field table");
  return {defs.schema...};
}

}  // namespace infragen::schema
