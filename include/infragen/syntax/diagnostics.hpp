#pragma once
/// What the YAML reader may have to say. Codes IG0101 to IG0199.

#include <cstddef>
#include <string_view>

#include "infragen/diag/diagnostic.hpp"

namespace infragen::syntax {

using diag::Def;
using diag::Severity;
using Text = std::string_view;

inline constexpr Def<std::size_t, std::size_t> file_too_large{"IG0101", "file-too-large", Severity::error,
                                                              "this file has {} bytes, more than {}"};
inline constexpr Def<Text> invalid_utf8{"IG0102", "invalid-utf8", Severity::error, "byte 0x{} is not valid UTF-8 here"};
inline constexpr Def<Text> control_character{"IG0103", "control-character", Severity::error,
                                             "control character {} in the text"};
inline constexpr Def<> tab_indentation{"IG0104", "tab-indentation", Severity::error, "tab in the indentation"};
inline constexpr Def<std::size_t> nested_too_deep{"IG0105", "nested-too-deep", Severity::error,
                                                  "maps and lists are nested more than {} deep"};
inline constexpr Def<std::size_t> too_many_values{"IG0106", "too-many-values", Severity::error,
                                                  "this file holds more than {} values"};
inline constexpr Def<Text> duplicate_key{"IG0107", "duplicate-key", Severity::error,
                                         "key `{}` stands twice in this map"};
inline constexpr Def<> several_documents{"IG0108", "several-documents", Severity::error,
                                         "a second YAML document begins here"};
inline constexpr Def<> yaml_directive{"IG0109", "yaml-directive", Severity::error, "YAML directives are not used here"};
inline constexpr Def<> anchor{"IG0110", "anchor", Severity::error, "YAML anchors (`&`) are not used here"};
inline constexpr Def<> alias{"IG0111", "alias", Severity::error, "YAML aliases (`*`) are not used here"};
inline constexpr Def<> tag{"IG0112", "tag", Severity::error, "YAML tags (`!`) are not used here"};
inline constexpr Def<> merge_key{"IG0113", "merge-key", Severity::error, "YAML merge keys (`<<`) are not used here"};
inline constexpr Def<> complex_key{"IG0114", "complex-key", Severity::error, "a key is text, not a map or a list"};
inline constexpr Def<> colon_in_text{"IG0115", "colon-in-text", Severity::error, "`: ` inside text without quotes"};
inline constexpr Def<Text> bare_placeholder{"IG0116", "bare-placeholder", Severity::error,
                                            "`{{{}}}` is a map without a value, not a placeholder"};
inline constexpr Def<Text, Text> bracket_in_text{"IG0117", "bracket-in-text", Severity::error,
                                                 "`{}` ends text without quotes inside `{}`"};
inline constexpr Def<> wrong_indentation{"IG0118", "wrong-indentation", Severity::error,
                                         "the indentation fits nothing above"};
inline constexpr Def<Text> unclosed_quote{"IG0119", "unclosed-quote", Severity::error, "this `{}` is never closed"};
inline constexpr Def<Text> unclosed_bracket{"IG0120", "unclosed-bracket", Severity::error, "this `{}` is never closed"};
inline constexpr Def<Text> text_behind_value{"IG0121", "text-behind-value", Severity::error,
                                             "text behind the closing `{}`"};
inline constexpr Def<Text> missing_colon{"IG0122", "missing-colon", Severity::error, "no `: ` behind `{}`"};
inline constexpr Def<Text> reserved_character{"IG0123", "reserved-character", Severity::error,
                                              "text without quotes cannot begin with `{}`"};
inline constexpr Def<Text> missing_comma{"IG0124", "missing-comma", Severity::error, "expected `,` or `{}`"};
inline constexpr Def<Text> bad_escape{"IG0125", "bad-escape", Severity::error, "`{}` is no escape of double quotes"};
inline constexpr Def<> bad_block_header{"IG0126", "bad-block-header", Severity::error,
                                        "only `+`, `-` and a number from 1 to 9 may stand behind `|` and `>`"};
inline constexpr Def<> list_behind_key{"IG0127", "list-behind-key", Severity::error,
                                       "a list item cannot stand on the line of its key"};
inline constexpr Def<std::size_t> key_too_long{"IG0128", "key-too-long", Severity::error, "a key has at most {} bytes"};
inline constexpr Def<> key_over_lines{"IG0129", "key-over-lines", Severity::error,
                                      "a key and its `:` stand on one line"};
inline constexpr Def<> empty_key{"IG0130", "empty-key", Severity::error, "no key before `:`"};
inline constexpr Def<Text> stray_bracket{"IG0131", "stray-bracket", Severity::error, "`{}` closes nothing"};
inline constexpr Def<> text_behind_marker{"IG0132", "text-behind-marker", Severity::error,
                                          "nothing may stand on the line of `---` or behind `...`"};
inline constexpr Def<> item_among_keys{"IG0133", "item-among-keys", Severity::error,
                                       "a list item among the keys of a map"};
inline constexpr Def<> key_among_items{"IG0134", "key-among-items", Severity::error,
                                       "this is no item of the list above"};
inline constexpr Def<> missing_value{"IG0135", "missing-value", Severity::error, "nothing stands before this `,`"};
inline constexpr Def<> list_in_text{"IG0136", "list-in-text", Severity::error,
                                    "a line that begins with `- ` continues the text above"};
inline constexpr Def<> read_two_ways{"IG0137", "read-two-ways", Severity::error,
                                     "this text reads differently in other YAML readers"};

inline constexpr diag::Info diagnostics[] = {
    diag::info(file_too_large),
    diag::info(invalid_utf8),
    diag::info(control_character),
    diag::info(tab_indentation),
    diag::info(nested_too_deep),
    diag::info(too_many_values),
    diag::info(duplicate_key),
    diag::info(several_documents),
    diag::info(yaml_directive),
    diag::info(anchor),
    diag::info(alias),
    diag::info(tag),
    diag::info(merge_key),
    diag::info(complex_key),
    diag::info(colon_in_text),
    diag::info(bare_placeholder),
    diag::info(bracket_in_text),
    diag::info(wrong_indentation),
    diag::info(unclosed_quote),
    diag::info(unclosed_bracket),
    diag::info(text_behind_value),
    diag::info(missing_colon),
    diag::info(reserved_character),
    diag::info(missing_comma),
    diag::info(bad_escape),
    diag::info(bad_block_header),
    diag::info(list_behind_key),
    diag::info(key_too_long),
    diag::info(key_over_lines),
    diag::info(empty_key),
    diag::info(stray_bracket),
    diag::info(text_behind_marker),
    diag::info(item_among_keys),
    diag::info(key_among_items),
    diag::info(missing_value),
    diag::info(list_in_text),
    diag::info(read_two_ways),
};

}  // namespace infragen::syntax
