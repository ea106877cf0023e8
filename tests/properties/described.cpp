// A table of fields, complete or not: CASE chooses. tests/properties/described.sh compiles each.
#include "model/kinds/describe.hpp"

namespace infragen::schema {

struct Thing {
  Field<std::string> one;
  Field<std::string> two;
  Field<std::int64_t> three;
};

template <> const ObjectSchema& schema_of<Thing>() {
  static constexpr auto fields = table<Thing>(
      field<&Thing::one>("one", "One."),
#if CASE == 1  // forgotten
#elif CASE == 2  // doubled, and another one forgotten: the count alone would not tell
      field<&Thing::one>("two", "Two."),
#else
      field<&Thing::two>("two", "Two."),
#endif
#if CASE == 3  // one too many
      field<&Thing::three>("again", "Three."),
#endif
      field<&Thing::three>("three", "Three."));
  static constexpr ObjectSchema schema{"thing", "A thing.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

struct Machine {
  Common common;
  Field<std::string> one;
  Field<std::string> two;
};

const schema::ObjectSchema& machine() {
  static constexpr auto fields = kind_table<Machine>(
      field<&Machine::one>("one", "One.")
#if CASE == 4  // forgotten
#elif CASE == 5  // doubled
      , field<&Machine::one>("two", "Two.")
#else
      , field<&Machine::two>("two", "Two.")
#endif
  );
  static constexpr schema::ObjectSchema schema{"machine", "A machine.", fields};
  return schema;
}

}  // namespace infragen::model
