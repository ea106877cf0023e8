#include <fmt/format.h>

#include "infragen/model/traits.hpp"

namespace infragen::model {

view::Rope rope_of(const schema::InputText& written, source::OriginId origin) {
  view::Rope out;
  for (const schema::TextPiece& piece : written.text.pieces) {
    out += piece.kind == schema::TextPiece::Kind::input ? view::Rope::variable(piece.text, origin) : view::Rope(piece.text, origin);
  }
  return out;
}

std::vector<view::Rope> Right::resources_for(const std::string& user) const {
  std::vector<view::Rope> out = resources;
  if (of_user) {
    for (view::Rope& resource : out) resource += view::Rope(user);
  }
  return out;
}

std::string account_text(const Environment& env) {
  std::string out;
  const auto& account = env.settings.aws->account;
  if (!account.present()) return out;
  for (const schema::TextPiece& piece : account->text.pieces) out += (piece.kind == schema::TextPiece::Kind::literal ? "" : "$") + piece.text;
  return out;
}

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

std::string element_path(std::string_view address, std::string_view field, std::size_t index) {
  return fmt::format("{}{}{}[{}]", address, address.empty() ? "" : ".", field, index);
}

}  // namespace infragen::model
