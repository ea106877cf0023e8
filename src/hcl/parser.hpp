#pragma once
/// Recursive descent over the tokens of lexer.hpp. Builds the tree, and for the formatter notes where the tokens of
/// values and labels are.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hcl/lexer.hpp"
#include "infragen/hcl/ast.hpp"
#include "infragen/hcl/parse.hpp"

namespace infragen::hcl {

/// Where `terraform fmt` rewrites: token indexes, `last` is the first one that does not belong to the thing.
struct ValueMark {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool variable_type = false;  ///< `type` of a `variable` block at the top
};
struct LabelsMark {
  std::uint32_t first = 0;  ///< the token after the block's type
  std::uint32_t last = 0;   ///< after the last label
  std::vector<std::string> labels;
};
struct Marks {
  std::vector<ValueMark> values;
  std::vector<LabelsMark> labels;
};

class Parser {
 public:
  Parser(std::string_view source, const std::vector<Token>& tokens, const Options& options, Marks* marks = nullptr)
      : source_(source), tokens_(tokens), options_(options), marks_(marks) {}

  Body file();
  Expr whole_expression();
  const std::optional<Error>& error() const { return error_; }

 private:
  /// Sets whether line breaks are tokens, until the end of the scope.
  class NewlineScope {
   public:
    NewlineScope(Parser& parser, bool significant) : parser_(parser), before_(parser.newlines_) {
      parser.newlines_ = significant;
    }
    ~NewlineScope() { parser_.newlines_ = before_; }
    NewlineScope(const NewlineScope&) = delete;
    NewlineScope& operator=(const NewlineScope&) = delete;

   private:
    Parser& parser_;
    bool before_;
  };

  /// Counts nesting; `entered` is false, and the error set, past the limit.
  class DepthScope {
   public:
    explicit DepthScope(Parser& parser);
    ~DepthScope() { --parser_.depth_; }
    DepthScope(const DepthScope&) = delete;
    DepthScope& operator=(const DepthScope&) = delete;
    bool entered() const { return entered_; }

   private:
    Parser& parser_;
    bool entered_;
  };

  // parser.cpp: tokens, bodies
  Token peek();
  Token read();
  bool at_keyword(std::string_view word);
  bool alone_on_line(std::size_t token) const;
  void fail(const Token& at, std::string message);
  void fail_unexpected(const Token& at, std::string_view wanted);
  Body body(Tok closer, const Token& opener, std::string_view type);
  void body_item(Body& into, std::string_view type);
  void directive_item(Body& into);
  void finish_attribute(Item& item, bool one_line, std::string_view type);
  void finish_block(Item& item);
  bool labels(Item& item);
  Expr quoted_label();
  void one_line_body(Item& item);
  void attach_comments(Item& item, std::size_t first_token);
  void check_duplicates(const Body& items);

  // parse_expression.cpp
  Expr expression();
  Expr binary(int lowest);
  Expr operand();
  Expr traversals(Expr from);
  Expr dot(Expr from, bool& attributes_only);
  Expr bracket(Expr from);
  Expr term();
  Expr parentheses();
  Expr identifier();
  Expr call(const Token& first);
  void arguments(Expr& call);
  Expr unary();
  Expr tuple();
  bool tuple_directive(Expr& into);
  Expr object();
  bool object_directive(Expr& into);
  bool object_entry(Expr& into);
  Expr for_expression(const Token& opener, Expr::Kind kind);
  bool for_names(Expr& e);
  Expr hole(const Token& token);
  Expr leaf(Expr::Kind kind, const Token& token);
  Expr over(Expr::Kind kind, Expr first);
  void grow(std::uint32_t child_height);

  // parse_template.cpp
  Expr quoted_template();
  Expr heredoc_template();
  bool template_parts(Tok closer, std::vector<Expr>& parts, bool merge);
  bool sequence(const Token& opener, std::vector<Expr>& parts);
  bool directive(const Token& opener, std::vector<Expr>& parts, std::vector<std::uint8_t>& open);
  bool directive_body(const Token& keyword, std::vector<std::uint8_t>& open);
  bool unescape(const Token& token, std::string& out);
  bool escape(std::string_view text, std::size_t& i, const Token& token, std::string& out);

  std::string_view text(const Token& t) const { return text_of(source_, t); }
  bool failed() const { return error_.has_value(); }

  std::string_view source_;
  const std::vector<Token>& tokens_;
  Options options_;
  Marks* marks_;
  std::size_t pos_ = 0;        ///< next token to look at
  std::size_t last_read_ = 0;  ///< index of the token that `read` gave last
  bool newlines_ = true;
  std::size_t depth_ = 0;
  std::size_t block_depth_ = 0;
  std::uint32_t height_ = 0;  ///< of the expression parsed last
  std::optional<Error> error_;
};

}  // namespace infragen::hcl
