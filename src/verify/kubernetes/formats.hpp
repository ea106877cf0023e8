#pragma once
/// Forms of texts that the API server knows by name.

#include <optional>
#include <string>
#include <string_view>

namespace infragen::verify {

/// How `text` differs from a format of a schema (`byte`, `date-time`, `ipv4`, `ipv6`): "is not …". Nothing when it
/// fits, or when the format is none of texts.
std::optional<std::string> format_fault(std::string_view format, std::string_view text);

/// Go's `base64.StdEncoding`: padded, line breaks allowed.
bool is_base64(std::string_view text);
/// How many bytes well-formed base64 stands for.
std::size_t base64_size(std::string_view text);

/// RFC 3339 as Go's time package reads it.
bool is_date_time(std::string_view text);

}  // namespace infragen::verify
