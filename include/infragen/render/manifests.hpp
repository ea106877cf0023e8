#pragma once
/// Objects through templates into Kubernetes manifests.
///
/// A template is YAML with holes (`infragen/yaml/template.hpp`): `{{ path }}` is a value of the object, `{{ path? }}` one
/// that may be absent and takes its member or item along; in quotes or beside other letters it is a part of a text, where
/// numbers and booleans are their letters. `{{ if path }} … {{ else }} … {{ end }}` and `{{ for x in path }} … {{ end }}`
/// stand on lines of their own. Each document begins with `{{ object role }}` or `{{ object role key }}`, the key a path
/// or a text in quotes: that is its identity, and the name of its file. A role is a word of the template, or the text of the
/// object's field of that name. Nothing is pasted as text.
///
/// A map or list that has members or items in the template, and none of them for this object, is left out with its key.
/// What a template writes as `{}` or `[]` stays, and so does an empty value of the object.
///
/// Everything in a manifest is known when it is written: a text with a reference or an input is an error.

#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/render/render.hpp"
#include "infragen/view/value.hpp"
#include "infragen/yaml/node.hpp"

namespace infragen::render {

/// One Kubernetes object.
struct Manifest {
  yaml::Node root;             ///< apiVersion, kind, metadata, …; every node has an origin
  view::Identity id;           ///< object, role, key
  std::string folder;          ///< below the base: `ticket/ticket-service`
  std::string file;            ///< without `.yaml`: `deployment`, `service-grpc`
  std::string template_name;   ///< empty: its body is as a person wrote it
  source::OriginId origin = source::no_origin;
  std::vector<source::OriginId> patched;   ///< of leaves that a person added; sorted
};

struct Manifests {
  std::vector<Manifest> objects;   ///< in the order of what they were rendered for
};

/// An object with `bare` is its fields; its role and file are those of `bare`.
Manifests render_manifests(const std::vector<view::Object>& objects, const FindTemplate& find, const source::Origins& origins, diag::Sink& sink,
                           const Additions& additions = {});

}  // namespace infragen::render
