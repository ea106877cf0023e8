// What AWS will call a resource, as far as its name, the account and the region say.

#include <fmt/format.h>

#include <algorithm>

#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// An attribute that AWS makes of a name. `{p}` partition, `{r}` region, `{a}` account, `{n}` name, `{s}` the end of host
/// names. AWS service authorization reference, "Resource types defined by …"; Amazon SQS, "Queue and message identifiers";
/// Amazon ECR, "Private registry"; Amazon S3, "Methods for accessing a bucket".
struct Made {
  std::string_view type, attribute, pattern;
};
constexpr Made made[] = {
    {"aws_dynamodb_table", "arn", "arn:{p}:dynamodb:{r}:{a}:table/{n}"},
    {"aws_dynamodb_table", "name", "{n}"},
    {"aws_ecr_repository", "repository_url", "{a}.dkr.ecr.{r}.{s}/{n}"},
    {"aws_iam_role", "arn", "arn:{p}:iam::{a}:role/{n}"},
    {"aws_s3_bucket", "arn", "arn:{p}:s3:::{n}"},
    {"aws_s3_bucket", "bucket", "{n}"},
    {"aws_s3_bucket", "bucket_regional_domain_name", "{n}.s3.{r}.{s}"},
    {"aws_sns_topic", "arn", "arn:{p}:sns:{r}:{a}:{n}"},
    {"aws_sns_topic", "name", "{n}"},
    {"aws_sqs_queue", "arn", "arn:{p}:sqs:{r}:{a}:{n}"},
    {"aws_sqs_queue", "name", "{n}"},
    {"aws_sqs_queue", "url", "https://sqs.{r}.{s}/{a}/{n}"},
    {"aws_ssm_parameter", "arn", "arn:{p}:ssm:{r}:{a}:parameter{n}"},
    {"aws_ssm_parameter", "name", "{n}"},
};

/// An account that is written as twelve digits; nothing: it is told at apply time, or by the credentials.
std::optional<std::string> account_of(const model::Environment& env) {
  const std::string text = model::account_text(env);
  const bool digits = text.size() == 12 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::optional(text) : std::nullopt;
}

}  // namespace

void Context::know(const Identity& identity, std::string_view aws_type, const Rope& name) {
  if (name.is_literal()) known_[identity] = {std::string(aws_type), name.literal()};
}

std::optional<std::string> Context::known_name(const Identity& identity, std::string_view aws_type) const {
  const auto found = known_.find(identity);
  return found == known_.end() || found->second.type != aws_type ? std::nullopt : std::optional(found->second.name);
}

std::optional<std::string> Context::in_words(const Rope& text) const {
  std::string out;
  for (const view::Piece& piece : text.pieces) {
    if (piece.kind == view::Piece::Kind::literal) {
      out += piece.text;
      continue;
    }
    if (piece.kind != view::Piece::Kind::ref) return std::nullopt;
    if (const auto told = told_.find(piece.ref); told != told_.end()) {
      const auto words = in_words(told->second);
      if (!words) return std::nullopt;
      out += *words;
      continue;
    }
    const auto known = known_.find(piece.ref.target);
    if (known == known_.end()) return std::nullopt;
    const auto* how = std::find_if(std::begin(made), std::end(made), [&](const Made& m) { return m.type == known->second.type && m.attribute == piece.ref.attribute; });
    if (how == std::end(made)) return std::nullopt;
    const auto account = account_of(env());
    if (!account && how->pattern.find("{a}") != std::string_view::npos) return std::nullopt;
    const std::string& region = env().region();
    const std::string partition(model::partition_of(region));
    const std::string_view end = partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    out += fmt::format(fmt::runtime(how->pattern), fmt::arg("p", partition), fmt::arg("r", region), fmt::arg("a", account.value_or("")), fmt::arg("n", known->second.name), fmt::arg("s", end));
  }
  return out;
}

}  // namespace infragen::lower
