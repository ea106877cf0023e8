#pragma once
// What looks like a secret: names that promise one, and values that can be nothing else.

#include <string>
#include <string_view>

namespace infragen::check {

/// `DB_PASSWORD`, `api_key`, `jwt.secret`: the last words of a name say that the value is secret.
bool secret_name(std::string_view name);

/// Whether a text under such a name can be the secret itself: no placeholder alone, boolean, number, ARN, path or URL.
bool secret_candidate(std::string_view value);

/// Keys of AWS, private keys, tokens of known services, passwords inside URLs, long random text. Placeholders `${…}`
/// are no part of a secret. `name` may say that random text is no secret: a commit, a checksum.
bool secret_value(std::string_view name, std::string_view value);

}  // namespace infragen::check
