#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::resolve {

using diag::Severity;

inline constexpr diag::Def<std::string> unknown_reference{"IG0501", "unknown-reference", Severity::error, "nothing declares `{}`"};
inline constexpr diag::Def<std::string, std::string> absent_reference{"IG0502", "absent-reference", Severity::error, "`{}` {}"};
inline constexpr diag::Def<std::string, std::string> wrong_kind{"IG0503", "wrong-kind", Severity::error, "`{}` is no {}"};
inline constexpr diag::Def<std::string, std::string> no_candidate{"IG0504", "no-candidate", Severity::error, "`{}` needs an object of kind {}, and there is none"};
inline constexpr diag::Def<std::string, std::string> several_candidates{"IG0505", "several-candidates", Severity::error,
                                                                        "`{}` can take more than one object of kind {}"};
inline constexpr diag::Def<std::string> no_implementation{"IG0506", "no-implementation", Severity::error, "`{}` has no implementation"};
inline constexpr diag::Def<std::string> two_implementations{"IG0507", "two-implementations", Severity::error, "`{}` has two implementations"};
inline constexpr diag::Def<std::string, std::string> no_tier_fits{"IG0508", "no-tier", Severity::error, "no tier of `{}` fits `{}`"};
inline constexpr diag::Def<std::string, std::string> several_tiers{"IG0509", "several-tiers", Severity::error, "`{}` fits the tiers {}"};
inline constexpr diag::Def<std::string, std::string> unknown_tier{"IG0510", "unknown-tier", Severity::error, "`{}` has no tier `{}`"};
inline constexpr diag::Def<std::string, std::string, std::string> wrong_tier{"IG0511", "wrong-tier", Severity::error,
                                                                            "`{}` cannot stand in tier `{}`, whose route is `{}`"};
inline constexpr diag::Def<std::string, std::string> unknown_role{"IG0512", "unknown-role", Severity::error, "`{}` has no role `{}`"};
inline constexpr diag::Def<std::string, std::string> names_no_part{"IG0513", "names-no-part", Severity::error,
                                                                  "`{}` is not used as a whole: an edge names one of its `{}`"};
inline constexpr diag::Def<std::string, std::string> unknown_part{"IG0514", "unknown-part", Severity::error, "`{}` has no `{}`"};
inline constexpr diag::Def<std::string> cannot_be_used{"IG0515", "cannot-be-used", Severity::error, "`{}` is nothing that a workload uses"};
inline constexpr diag::Def<std::string> uses_itself{"IG0516", "uses-itself", Severity::error, "`{}` uses itself"};
inline constexpr diag::Def<> no_region{"IG0517", "no-region", Severity::error, "no region is named"};
inline constexpr diag::Def<std::string> edge_left_out{"IG0518", "edge-left-out", Severity::note, "`{}` is not here: edges to it are left out"};
inline constexpr diag::Def<std::string> unused_section{"IG0519", "unused-section", Severity::error, "`{}` is not the implementation that `by` selects"};

inline constexpr diag::Def<std::string, std::string> names_nothing{"IG0520", "names-nothing", Severity::error, "`{}` is no {}"};

inline constexpr diag::Def<std::string> unknown_text_placeholder{"IG0521", "unknown-text-placeholder", Severity::error, "`${{{}}}` means nothing in this text"};
inline constexpr diag::Def<std::string, std::string> unknown_object_fact{"IG0522", "unknown-object-fact", Severity::error, "`{}` has no fact `{}`"};
inline constexpr diag::Def<std::string> secret_in_text{"IG0523", "secret-in-text", Severity::error, "`{}` is told to programs only, when they start, and this text is written as it is"};

inline constexpr diag::Def<std::string, std::string> no_physical_name{"IG0524", "no-physical-name", Severity::error, "`{}` has no physical name: a {} makes nothing that AWS lets people name"};

inline constexpr diag::Def<std::string, std::string> tier_of_host{"IG0525", "tier-of-host", Severity::error, "`{}` cannot choose a tier: it runs where the nodes of `{}` are"};

inline constexpr diag::Info diagnostics[] = {
    diag::info(unknown_reference), diag::info(absent_reference),   diag::info(wrong_kind),        diag::info(no_candidate),
    diag::info(several_candidates), diag::info(no_implementation), diag::info(two_implementations), diag::info(no_tier_fits),
    diag::info(several_tiers),     diag::info(unknown_tier),       diag::info(wrong_tier),        diag::info(unknown_role),
    diag::info(names_no_part),     diag::info(unknown_part),       diag::info(cannot_be_used),    diag::info(uses_itself),
    diag::info(no_region),         diag::info(edge_left_out), diag::info(unused_section), diag::info(names_nothing),
    diag::info(unknown_text_placeholder), diag::info(unknown_object_fact), diag::info(secret_in_text),
    diag::info(no_physical_name), diag::info(tier_of_host)};

}  // namespace infragen::resolve
