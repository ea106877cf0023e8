#include "cli/generated.hpp"
#include "infragen/reference/json_schema.hpp"
#include "infragen/reference/pages.hpp"

namespace infragen::cli {

int schema(const Arguments& a, const Host& host, Streams& s) { return write_generated(a, host, s, "specs/schema", reference::json_schemas()); }

int reference_pages(const Arguments& a, const Host& host, Streams& s) { return write_generated(a, host, s, "docs/reference", reference::pages()); }

}  // namespace infragen::cli
