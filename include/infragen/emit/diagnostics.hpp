#pragma once
/// Findings of writing the output. They speak of files that infragen writes, so they have no place in a spec: the file
/// stands in `Diagnostic::path_only`, and a help line says what to do.

#include <string>

#include "infragen/diag/diagnostic.hpp"

namespace infragen::emit {

using diag::Severity;
using Text = std::string;

inline constexpr diag::Def<Text> not_ours{"IG0901", "output-not-ours", Severity::error,
                                          "would overwrite `{}`, a file that infragen did not write"};
inline constexpr diag::Def<Text, Text> edited{"IG0902", "output-edited", Severity::error,
                                              "would {} `{}`, which was edited since infragen wrote it"};
inline constexpr diag::Def<Text, Text> overridden{"IG0903", "output-overridden", Severity::warning,
                                                  "`{}` was {}, as forced"};
inline constexpr diag::Def<Text, Text> bad_path{"IG0904", "output-path", Severity::error,
                                                "`{}` cannot be the path of a generated file: {}"};
inline constexpr diag::Def<Text, Text, Text> collision{"IG0905", "output-collision", Severity::error,
                                                       "`{}` and `{}` cannot both be generated: {}"};
inline constexpr diag::Def<Text, Text> in_the_way{"IG0906", "output-in-the-way", Severity::error,
                                                  "cannot write `{}`: {}"};
inline constexpr diag::Def<Text, Text> in_specs{"IG0907", "output-in-specs", Severity::error,
                                                "`{}` would be written into the folder of specs `{}`"};
inline constexpr diag::Def<Text, Text> bad_manifest{"IG0908", "manifest-unreadable", Severity::error,
                                                    "`{}` cannot be read: {}"};
inline constexpr diag::Def<Text> newer_manifest{"IG0909", "manifest-newer", Severity::error,
                                                "`{}` was written by a newer version of infragen"};
inline constexpr diag::Def<Text, Text> locked{"IG0910", "output-locked", Severity::error,
                                              "another build is writing `{}`{}"};
inline constexpr diag::Def<Text, Text, Text> cannot{"IG0911", "output-io", Severity::error, "cannot {} `{}`: {}"};
inline constexpr diag::Def<Text> interrupted{
    "IG0912", "output-interrupted", Severity::error,
    "the build of `{}` passed the point of no return, but could not be finished"};
inline constexpr diag::Def<Text, Text> recovered{"IG0913", "output-recovered", Severity::note,
                                                 "an earlier build of `{}` was interrupted: {}"};
inline constexpr diag::Def<Text, Text> saved_aside{
    "IG0914", "output-saved-aside", Severity::warning,
    "`{}` was changed while it was being replaced: its bytes are in `{}`"};
inline constexpr diag::Def<Text, Text> key_edited{"IG0915", "output-key-edited", Severity::error,
                                                  "`{}` gives `{}` a value that infragen did not write"};
inline constexpr diag::Def<Text, Text> bad_keys{"IG0916", "output-keys-unreadable", Severity::error,
                                                "`{}` cannot be read as a list of `key = value`: {}"};
inline constexpr diag::Def<Text, Text> exchange_refused{"IG0917", "output-exchange-refused", Severity::error,
                                                        "`{}` cannot be exchanged as a whole: {}"};
inline constexpr diag::Def<Text, Text> bad_journal{"IG0918", "output-journal-unreadable", Severity::error,
                                                   "`{}`, left behind by an interrupted build, cannot be used: {}"};
inline constexpr diag::Def<Text, Text> leftover{"IG0919", "output-leftover", Severity::warning,
                                                "cannot clean up `{}`: {}"};
inline constexpr diag::Def<Text> edit_kept{"IG0920", "output-edit-kept", Severity::warning,
                                           "`{}` should have been removed, but was changed meanwhile: it stays"};

inline constexpr diag::Info diagnostics[] = {
    diag::info(not_ours),         diag::info(edited),      diag::info(overridden), diag::info(bad_path),
    diag::info(collision),        diag::info(in_the_way),  diag::info(in_specs),   diag::info(bad_manifest),
    diag::info(newer_manifest),   diag::info(locked),      diag::info(cannot),     diag::info(interrupted),
    diag::info(recovered),        diag::info(saved_aside), diag::info(key_edited), diag::info(bad_keys),
    diag::info(exchange_refused), diag::info(bad_journal), diag::info(leftover),   diag::info(edit_kept),
};

}  // namespace infragen::emit
