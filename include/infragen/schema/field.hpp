#pragma once
/// A member of a model object: its value, and beside it whether somebody wrote it.

#include <cstdint>

#include "infragen/source/origin.hpp"

namespace infragen::schema {

/// Weakest first. `absent`: nobody said anything and there is no default.
enum class Presence : std::uint8_t { absent, kind_default, class_default, derived, written };

struct Mark {
  Presence presence = Presence::absent;
  bool removed = false;  ///< somebody wrote `~`
  bool invalid = false;  ///< a finding was reported for it: passes stay silent about it
  source::OriginId origin = source::no_origin;

  bool present() const { return presence != Presence::absent && !removed; }
  /// May a rule propose a value? A proposal is stronger than defaults and weaker than what people write.
  bool open() const { return presence < Presence::derived && !removed; }
};

template <class T>
struct Field {
  Mark mark;
  T value{};

  bool present() const { return mark.present(); }
  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
  T& operator*() { return value; }
  T* operator->() { return &value; }
};

}  // namespace infragen::schema
