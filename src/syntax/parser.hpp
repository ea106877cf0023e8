#pragma once
/// Text -> tree, by recursive descent over maps, lists and scalars. `indent` is always the column of the block map or
/// list around, -1 at the top: what belongs to it is indented more. The depth of recursion is limited.

#include <cstddef>
#include <string_view>

#include "infragen/syntax/parse.hpp"
#include "syntax/cursor.hpp"
#include "syntax/scalar.hpp"

namespace infragen::syntax {

class Parser {
 public:
  /// `text` went through `prescan`.
  Parser(source::FileId file, std::string_view text, const Limits& limits, diag::Sink& sink);

  /// True without errors. Otherwise `root` holds what was read before the error.
  bool run(Node& root);

 private:
  // parser.cpp: block style
  void document(Node& root);
  void document_end(const Node& root);
  void block_node(int indent, bool behind_key, Node& out);
  void block_map(Node& out);
  void map_entry(int column, Node& map);
  void map_value(int column, Node& out);
  void block_list(int indent, Node& out);
  void list_item(int column, Node& out);
  void block_scalar_node(int indent, Node& out);
  /// A plain or quoted scalar, or a flow collection, that fills the rest of its line.
  void inline_node(int indent, Node& out);
  bool key_ahead() const;
  bool read_key(bool flow, Entry& out);
  bool check_key(source::Span key, bool merge);
  bool check_columns();

  // flow.cpp: flow style
  void flow_node(int indent, Node& out);
  void flow_map(int indent, Node& out);
  void flow_entry(int indent, Node& map);
  void flow_list(int indent, Node& out);
  void flow_item(int indent, Node& list);
  void flow_scalar(int indent, Node& out);
  void single_pair(int indent, Node& item);
  bool flow_space(int indent);
  bool flow_next(int indent, const Node& around);

  // shared
  bool enter(Node& out, Node::Kind kind, bool flow);
  void leave(Node& out);
  Entry& add_entry(Node& to);
  void drop_failed(Node& from);
  void set_scalar(Node& out, Scalar&& scalar);
  void read_scalar(int indent, bool flow, Scalar& out);
  void check_duplicates(const Node& map);

  // mistakes.cpp: what is reported, and why it was probably written
  void fail_start(bool flow);
  void fail_behind_value(const Node& value);
  void fail_missing_colon(std::size_t begin, std::size_t end, const Node* map);
  void fail_flow_colon(std::size_t begin, std::size_t end, const Node& map);
  void fail_flow_separator(const Node& around);
  void fail_indentation(const Node& around);
  void fail_colon(std::size_t colon);

  Cursor cursor_;
  Limits limits_;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::size_t open_ = 0;  ///< offset of the innermost open bracket
  std::size_t duplicates_ = 0;
};

}  // namespace infragen::syntax
