#include "infragen/model/state.hpp"

namespace infragen::model {

std::string expand(const schema::Text& pattern, const Environment& env, std::string_view stack) {
  std::string out;
  for (const schema::TextPiece& piece : pattern.pieces) {
    if (piece.kind == schema::TextPiece::Kind::literal) {
      out += piece.text;
    } else if (piece.text == "project") {
      out += env.project_name();
    } else if (piece.text == "env") {
      out += env.name;
    } else if (piece.text == "stack") {
      out += stack;
    }
  }
  return out;
}

const S3State* s3_state(const Environment& env) {
  const auto& state = env.settings.state;
  return state.present() && state->s3.present() ? &*state->s3 : nullptr;
}

std::string state_bucket(const S3State& s3, const Environment& env) { return expand(s3.bucket->text, env); }
std::string state_region(const S3State& s3, const Environment& env) { return s3.region.present() ? *s3.region : env.region(); }
std::string state_table(const S3State& s3, const Environment& env) { return *s3.lock == StateLock::table ? expand(s3.table->text, env) : std::string(); }

}  // namespace infragen::model
