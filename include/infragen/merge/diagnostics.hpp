#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::merge {

using diag::Severity;

inline constexpr diag::Def<std::string> said_twice{"IG0301", "said-twice", Severity::error,
                                                   "`{}` is said in two files of one folder"};
inline constexpr diag::Def<std::size_t, std::size_t> list_replaced{
    "IG0302", "list-replaced", Severity::warning, "this list replaces one of {} entries; lost: {}"};
inline constexpr diag::Def<std::string> no_such_layer{"IG0303", "unknown-layer", Severity::error, "there is no layer `{}`"};
inline constexpr diag::Def<std::string> layer_cycle{"IG0304", "layer-cycle", Severity::error, "`{}` extends itself"};
inline constexpr diag::Def<std::string> hits_nothing{"IG0305", "hits-nothing", Severity::error, "`{}` changes nothing: no domain declares it"};
inline constexpr diag::Def<std::string, std::string> near_name{"IG0306", "near-name", Severity::error,
                                                               "`{}` is new here, one step from `{}`"};
inline constexpr diag::Def<std::string> declared_twice{"IG0307", "declared-twice", Severity::error, "`{}` is declared twice"};
inline constexpr diag::Def<std::string, std::string> declared_by_domain{"IG0308", "declared-by-domain", Severity::error,
                                                                        "`{}` is declared by domain `{}`"};
inline constexpr diag::Def<std::string> unknown_environment{"IG0309", "unknown-environment", Severity::error,
                                                            "`{}` is no environment and no class"};
inline constexpr diag::Def<std::string> unknown_domain{"IG0310", "unknown-domain", Severity::error, "there is no domain `{}`"};
inline constexpr diag::Def<std::string, std::string> name_differs{"IG0311", "name-differs", Severity::error,
                                                                  "this says `{}`, and its place says `{}`"};
inline constexpr diag::Def<> no_class{"IG0312", "no-class", Severity::error, "the environment has no class"};
inline constexpr diag::Def<std::string> no_head{"IG0313", "no-head", Severity::error, "no file of this folder says `{}`"};
inline constexpr diag::Def<std::string> reserved_name{"IG0314", "reserved-name", Severity::error, "`{}` is a name that infragen uses itself"};
inline constexpr diag::Def<std::string> layer_head{"IG0315", "layer-head", Severity::error, "a layer has no `{}`"};
inline constexpr diag::Def<std::string> unknown_release{"IG0316", "unknown-release", Severity::error, "`{}` is released here, and no domain declares it"};
inline constexpr diag::Def<std::string> foreign_release{"IG0317", "foreign-release", Severity::error, "`{}` is released here, and its image is not one that we build"};
inline constexpr diag::Def<std::string> removes_nothing{"IG0318", "removes-nothing", Severity::error, "`{}` is removed here, and nothing declares it"};

inline constexpr diag::Def<std::string> unknown_profile{"IG0319", "unknown-profile", Severity::error, "the project has no profile `{}`"};
inline constexpr diag::Def<std::string> unused_profile{"IG0320", "unused-profile", Severity::warning, "no service starts from profile `{}`"};
inline constexpr diag::Def<std::string, std::string> to_confirm{"IG0321", "to-confirm", Severity::note, "`{}` is to be confirmed: {}"};
inline constexpr diag::Def<std::string> confirms_nothing{"IG0322", "confirms-nothing", Severity::error, "`{}` is no address, so nobody can confirm it"};

inline constexpr diag::Info diagnostics[] = {
    diag::info(said_twice),     diag::info(list_replaced),      diag::info(no_such_layer),       diag::info(layer_cycle),
    diag::info(hits_nothing),   diag::info(near_name),          diag::info(declared_twice),      diag::info(declared_by_domain),
    diag::info(unknown_domain), diag::info(unknown_environment), diag::info(name_differs),       diag::info(no_class),
    diag::info(no_head),        diag::info(reserved_name),      diag::info(layer_head), diag::info(unknown_release),
    diag::info(foreign_release), diag::info(removes_nothing),
    diag::info(unknown_profile), diag::info(unused_profile),    diag::info(to_confirm),          diag::info(confirms_nothing)};

}  // namespace infragen::merge
