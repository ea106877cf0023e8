#include "verify/formats.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"
#include "infragen/facts/provider.hpp"
#include "verify/constraint.hpp"

using infragen::facts::Constraint;
using infragen::facts::Provider;
using infragen::verify::form_fault;

namespace {

bool fits(std::string_view format, std::string_view text, const Constraint& base = {}) {
  Constraint c = base;
  c.format = format;
  return !form_fault(c, text);
}

void collect(const Constraint& c, std::set<std::string_view>& formats, std::set<std::string_view>& patterns) {
  if (!c.format.empty()) formats.insert(c.format);
  patterns.insert(c.patterns.begin(), c.patterns.end());
  patterns.insert(c.not_patterns.begin(), c.not_patterns.end());
  for (const Constraint& choice : c.any_of) collect(choice, formats, patterns);
}

}  // namespace

TEST_CASE("every format of the data is known, and every pattern compiles") {
  std::set<std::string_view> formats;
  std::set<std::string_view> patterns;
  const Provider& aws = Provider::aws();
  for (const std::string_view type : aws.resource_types()) {
    for (const std::string& path : aws.fact_paths(type)) {
      if (const auto c = aws.constraint(type, path)) collect(*c, formats, patterns);
    }
  }
  REQUIRE(formats.size() > 25);
  REQUIRE(patterns.size() > 100);
  const auto known = infragen::verify::form_names();
  for (const std::string_view format : formats) {
    INFO(format);
    CHECK(std::binary_search(known.begin(), known.end(), format));
  }
  infragen::verify::Patterns compiled;
  for (const std::string_view pattern : patterns) {
    INFO(pattern);
    CHECK(compiled.matches(pattern, "x").has_value());
  }
}

TEST_CASE("examples have the form that they are for") {
  for (const std::string_view name : infragen::verify::form_names()) {
    INFO(name);
    const std::string_view example = infragen::verify::form_example(name);
    if (example.find("…") == std::string_view::npos) CHECK(fits(name, example));
  }
}

TEST_CASE("ARNs") {
  Constraint strict;
  strict.allow_empty = true;
  for (const char* right : {"arn:aws:iam::123456789012:role/x", "arn:aws:s3:::bucket", "arn:aws-cn:sns:cn-north-1:1:t",
                            "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:a:::b:c:d"}) {
    INFO(right);
    CHECK(fits("arn", right));
  }
  for (const char* wrong : {"", "arn", "arn:aws:x", "x:aws:iam::123456789012:role/x", "role/x"}) {
    INFO(wrong);
    CHECK_FALSE(fits("arn", wrong));
  }
  for (const char* wrong : {"arn:aws:iam::1:role/x", "arn:amazon:s3:::bucket", "arn:aws:sns:nowhere:123456789012:t",
                            "arn:aws:s3:::"}) {
    INFO(wrong);
    CHECK_FALSE(fits("arn", wrong, strict));
  }
  CHECK(fits("arn", "arn:aws:s3:::bucket", strict));
  CHECK(fits("arn", "arn:aws:sns:us-gov-west-1:123456789012:t", strict));
}

TEST_CASE("address blocks") {
  CHECK(fits("cidr", "10.0.0.0/16"));
  CHECK(fits("cidr", "2001:db8::/56"));
  for (const char* wrong : {"", "10.0.0.0", "10.0.0.0/33", "10.0.0/16", "10.0.0.256/16", "010.0.0.0/8", "10.0.0.0/-1",
                            "10.0.0.0/8 ", "::/129", "10.0.0.0/"}) {
    INFO(wrong);
    CHECK_FALSE(fits("cidr", wrong));
  }
  CHECK_FALSE(fits("cidr_ipv4", "::/0"));
  CHECK_FALSE(fits("cidr_ipv6", "10.0.0.0/8"));
  Constraint network;
  network.refuses_host_bits = true;
  CHECK(fits("cidr", "10.0.0.1/16"));
  CHECK_FALSE(fits("cidr", "10.0.0.1/16", network));
  CHECK_FALSE(fits("cidr", "2001:db8::1/64", network));
  CHECK(fits("cidr", "10.0.0.128/25", network));
  CHECK_FALSE(fits("cidr", "10.0.0.64/25", network));
  Constraint sized;
  sized.prefix_bits = {16, 28, false};
  CHECK(fits("cidr", "10.0.0.0/16", sized));
  CHECK_FALSE(fits("cidr", "10.0.0.0/15", sized));
  CHECK_FALSE(fits("cidr", "10.0.0.0/29", sized));
  Constraint private_only;
  private_only.within = {"10.0.0.0/8", "172.16.0.0/12"};
  CHECK(fits("cidr", "172.31.0.0/16", private_only));
  CHECK_FALSE(fits("cidr", "172.32.0.0/16", private_only));
  CHECK_FALSE(fits("cidr", "0.0.0.0/0", private_only));
}

TEST_CASE("addresses") {
  CHECK(fits("ip", "10.0.0.1"));
  CHECK(fits("ip", "::1"));
  CHECK_FALSE(fits("ip", "10.0.0.1/32"));
  CHECK_FALSE(fits("ipv4", "::1"));
  CHECK_FALSE(fits("ipv6", "10.0.0.1"));
  CHECK(fits("ipv4_multicast", "239.0.0.1"));
  CHECK_FALSE(fits("ipv4_multicast", "10.0.0.1"));
}

TEST_CASE("times and durations") {
  CHECK(fits("rfc3339", "2026-01-31T12:00:00Z"));
  CHECK(fits("rfc3339", "2026-01-31T12:00:00.123+02:00"));
  for (const char* wrong : {"", "2026-01-31", "2026-13-01T12:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:00:00",
                            "2026-01-31 12:00:00Z", "2026-01-31T12:00:00.Z"}) {
    INFO(wrong);
    CHECK_FALSE(fits("rfc3339", wrong));
  }
  for (const char* right : {"0", "1h", "1h30m", "1.5h", ".5h", "-1h", "+1h", "300ms", "1µs"}) {
    INFO(right);
    CHECK(fits("duration", right));
  }
  for (const char* wrong : {"", "1", "1d", "h", "1h2", "P1D", "-", "1 h"}) {
    INFO(wrong);
    CHECK_FALSE(fits("duration", wrong));
  }
  Constraint ranged;
  ranged.duration_range = {"5m0s", "24h0m0s"};
  CHECK(fits("duration", "300s", ranged));
  CHECK_FALSE(fits("duration", "299s", ranged));
  CHECK_FALSE(fits("duration", "25h", ranged));
  Constraint layout;
  layout.layout = "2006-01-02_15:04";
  CHECK(fits("time", "2026-01-31_12:00", layout));
  CHECK_FALSE(fits("time", "2026-01-31 12:00", layout));
  CHECK(fits("HH:MM", "23:59"));
  CHECK_FALSE(fits("HH:MM", "24:00"));
  CHECK(fits("d:HH:MM", "7:00:00"));
  CHECK_FALSE(fits("d:HH:MM", "8:00:00"));
}

TEST_CASE("maintenance windows") {
  CHECK(fits("weekly_window", "sun:05:00-sun:06:00"));
  CHECK(fits("weekly_window", "Sun:05:00-Mon:06:00"));
  for (const char* wrong : {"", "sun:05:00", "xyz:05:00-sun:06:00", "sun:25:00-sun:06:00", "sunday:05:00-mon:06:0"}) {
    INFO(wrong);
    CHECK_FALSE(fits("weekly_window", wrong));
  }
  CHECK(fits("daily_window", "05:00-06:00"));
  CHECK_FALSE(fits("daily_window", "5:00-6:00"));
  CHECK_FALSE(fits("daily_window", "05:00-06:60"));
}

TEST_CASE("documents, names and codes") {
  CHECK(fits("json", "[1]"));
  CHECK_FALSE(fits("json", "{"));
  CHECK_FALSE(fits("json", ""));
  CHECK(fits("json_policy", "{}"));
  CHECK_FALSE(fits("json_policy", "[]"));
  CHECK(fits("region", "us-gov-west-1"));
  CHECK_FALSE(fits("region", "us-east"));
  CHECK_FALSE(fits("region", "nowhere"));
  CHECK_FALSE(fits("account_id", "12345678901"));
  CHECK_FALSE(fits("uuid", "123e4567-e89b-12d3-a456-42661417400g"));
  CHECK(fits("base64", "YQ=="));
  CHECK_FALSE(fits("base64", "YQ="));
  CHECK_FALSE(fits("base64", "Y=Q="));
  CHECK_FALSE(fits("hex", "0g"));
  CHECK_FALSE(fits("s3_uri", "https://b"));
  CHECK_FALSE(fits("int", "1.5"));
  CHECK_FALSE(fits("number", "x"));
  CHECK_FALSE(fits("bool", "yes"));
  Constraint https;
  https.schemes = {"https"};
  CHECK(fits("url", "https://example.org", https));
  CHECK_FALSE(fits("url", "http://example.org", https));
  CHECK_FALSE(fits("url", "https://", https));
  CHECK_FALSE(fits("url", "example.org", https));
}
