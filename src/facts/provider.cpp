#include "infragen/facts/provider.hpp"

#include <algorithm>

#include "infragen/facts/fact_table.hpp"
#include "facts/reader.hpp"

extern "C" const std::byte infragen_aws_image[];

namespace infragen::facts {

Image aws_image() { return Image(infragen_aws_image); }

namespace {

template <class T>
const T& entry(const image::Section& section, std::uint32_t index) {
  return aws_image().table<T>(section)[index];
}

/// The element of `table` (sorted by name) that is called `name`, or its end.
template <class T>
const T* find(std::span<const T> table, std::string_view name) {
  const Image image = aws_image();
  const auto at = std::lower_bound(table.begin(), table.end(), name,
                                   [&](const T& e, std::string_view n) { return image.text(e.name) < n; });
  if (at == table.end() || image.text(at->name) != name) return nullptr;
  return &*at;
}

const image::Kind* find_resource(std::string_view type) {
  const Image image = aws_image();
  return find(image.table<image::Kind>(image.header().resources), type);
}

std::vector<std::string_view> names(const image::Section& section) {
  const Image image = aws_image();
  std::vector<std::string_view> out;
  for (const image::Kind& kind : image.table<image::Kind>(section)) out.push_back(image.text(kind.name));
  return out;
}

std::span<const std::uint16_t> attribute_parts(const image::Block& block) {
  const Image image = aws_image();
  return image.table<std::uint16_t>(image.header().block_parts).subspan(block.first, block.attributes);
}

std::span<const std::uint16_t> nested_parts(const image::Block& block) {
  const Image image = aws_image();
  return image.table<std::uint16_t>(image.header().block_parts)
      .subspan(block.first + block.attributes, block.nested);
}

/// Finds `name` among the entries of `section` that `parts` lists, which are sorted by name.
template <class T>
std::optional<std::uint16_t> find_part(std::span<const std::uint16_t> parts, const image::Section& section,
                                       std::string_view name) {
  const Image image = aws_image();
  const auto table = image.table<T>(section);
  const auto at = std::lower_bound(parts.begin(), parts.end(), name, [&](std::uint16_t part, std::string_view n) {
    return image.text(table[part].name) < n;
  });
  if (at == parts.end() || image.text(table[*at].name) != name) return std::nullopt;
  return *at;
}

/// A packed type: its kind; then the element's number, or the count of members and each one's name (of an object) and
/// number. Numbers index the offsets that the section starts with.
Type read_type(std::uint32_t number) {
  const Image image = aws_image();
  const image::Section& section = image.header().types;
  Cursor c = image.cursor(section, image.table<std::uint32_t>(section)[number]);
  Type type;
  type.kind = static_cast<Type::Kind>(c.byte());
  switch (type.kind) {
    case Type::Kind::list:
    case Type::Kind::set:
    case Type::Kind::map: type.elements.push_back(read_type(c.number())); break;
    case Type::Kind::object:
    case Type::Kind::tuple:
      for (std::uint32_t left = c.number(); left > 0; --left) {
        if (type.kind == Type::Kind::object) type.names.emplace_back(c.text());
        type.elements.push_back(read_type(c.number()));
      }
      break;
    default: break;
  }
  return type;
}

/// The first step of `path`, which is removed from it: up to a dot, or before `[` and `{`.
std::string_view next_step(std::string_view& path) {
  const std::size_t end = path.find_first_of(".[{", 1);
  const std::string_view step = path.substr(0, end);
  path.remove_prefix(step.size());
  if (!path.empty() && path.front() == '.') path.remove_prefix(1);
  return step;
}

const image::Node* find_node(std::string_view type, std::string_view path) {
  const image::Kind* kind = find_resource(type);
  if (kind == nullptr || path.empty()) return nullptr;
  const Image image = aws_image();
  const auto nodes = image.table<image::Node>(image.header().nodes);
  const auto children = image.table<image::Child>(image.header().children);
  const image::Node* node = &nodes[kind->node];
  while (!path.empty()) {
    const image::Child* child = find(children.subspan(node->first_child, node->children), next_step(path));
    if (child == nullptr) return nullptr;
    node = &nodes[child->node];
  }
  return node;
}

Range read_range(Cursor& c) {
  Range range;
  const std::uint8_t bits = c.byte();
  if ((bits & limit::kLow) != 0) range.low = c.real();
  if ((bits & limit::kHigh) != 0) range.high = c.real();
  range.exclusive_low = (bits & limit::kExclusiveLow) != 0;
  return range;
}

std::vector<std::string_view> read_texts(Cursor& c) {
  std::vector<std::string_view> out(c.number());
  for (std::string_view& text : out) text = c.text();
  return out;
}

Constraint read_constraint(Cursor& c) {
  Constraint out;
  for (std::uint8_t row = c.byte(); row != kEnd; row = c.byte()) {
    std::visit(Overloaded{
                   [&](Texts m) { out.*m = read_texts(c); },
                   [&](Text m) { out.*m = c.text(); },
                   [&](Limits m) { out.*m = read_range(c); },
                   [&](TextLimits m) {
                     const std::string_view low = c.text();
                     out.*m = TextRange{low, c.text()};
                   },
                   [&](Number m) { out.*m = c.real(); },
                   [&](Flag m) { out.*m = true; },
                   [&](Choices m) {
                     for (std::uint32_t left = c.number(); left > 0; --left) (out.*m).push_back(read_constraint(c));
                   },
               },
               kFacts[row].member);
  }
  return out;
}

ReplacementNote read_note(Cursor& c) {
  ReplacementNote out;
  for (const auto member : note::kTransitions) {
    if (const std::uint8_t answer = c.byte(); answer != 0) out.*member = static_cast<Replacement>(answer - 1);
  }
  for (const auto member : note::kTexts) out.*member = c.text();
  out.replace_when_unset = read_texts(c);
  return out;
}

void list_paths(const image::Node& node, const std::string& path, std::vector<std::string>& out) {
  const Image image = aws_image();
  const auto nodes = image.table<image::Node>(image.header().nodes);
  const auto children = image.table<image::Child>(image.header().children);
  for (const image::Child& child : children.subspan(node.first_child, node.children)) {
    const std::string_view step = image.text(child.name);
    const bool dotted = !path.empty() && step.front() != '[' && step.front() != '{';
    std::string below = path;
    if (dotted) below += '.';
    below += step;
    const image::Node& next = nodes[child.node];
    if (next.constraint != 0 || next.note != 0 || next.replacement != 0) out.push_back(below);
    list_paths(next, below, out);
  }
}

const image::Attribute& packed_attribute(std::uint32_t at) {
  return entry<image::Attribute>(aws_image().header().attributes, at);
}

const image::Block& packed_block(std::uint32_t at) { return entry<image::Block>(aws_image().header().blocks, at); }

bool has(std::uint32_t attribute, std::uint16_t bit) { return (packed_attribute(attribute).flags & bit) != 0; }

}  // namespace

std::string_view Attribute::name() const { return aws_image().text(packed_attribute(at_).name); }
Type Attribute::type() const { return read_type(packed_attribute(at_).type); }
bool Attribute::required() const { return has(at_, image::flag::kRequired); }
bool Attribute::optional() const { return has(at_, image::flag::kOptional); }
bool Attribute::computed() const { return has(at_, image::flag::kComputed); }
bool Attribute::sensitive() const { return has(at_, image::flag::kSensitive); }
bool Attribute::write_only() const { return has(at_, image::flag::kWriteOnly); }
bool Attribute::deprecated() const { return has(at_, image::flag::kDeprecated); }

std::vector<Attribute> Block::attributes() const {
  std::vector<Attribute> out;
  for (const std::uint16_t part : attribute_parts(packed_block(at_))) out.emplace_back().at_ = part;
  return out;
}

std::optional<Attribute> Block::attribute(std::string_view name) const {
  const auto part =
      find_part<image::Attribute>(attribute_parts(packed_block(at_)), aws_image().header().attributes, name);
  if (!part) return std::nullopt;
  Attribute out;
  out.at_ = *part;
  return out;
}

Block::Nested Block::nested_at(std::uint32_t index) {
  const auto& packed = entry<image::Nested>(aws_image().header().nested, index);
  Nested out{aws_image().text(packed.name), static_cast<Nesting>(packed.nesting), packed.min_items, packed.max_items,
             Block()};
  out.body.at_ = packed.block;
  return out;
}

std::vector<Block::Nested> Block::blocks() const {
  std::vector<Nested> out;
  for (const std::uint16_t part : nested_parts(packed_block(at_))) out.push_back(nested_at(part));
  return out;
}

std::optional<Block::Nested> Block::block(std::string_view name) const {
  const auto part = find_part<image::Nested>(nested_parts(packed_block(at_)), aws_image().header().nested, name);
  if (!part) return std::nullopt;
  return nested_at(*part);
}

bool Block::deprecated() const { return (packed_block(at_).flags & image::flag::kDeprecated) != 0; }

const Provider& Provider::aws() {
  static constexpr Provider provider;
  return provider;
}

std::string_view Provider::version() const { return aws_image().text(aws_image().header().provider_version); }

std::optional<Block> Provider::resource(std::string_view type) const {
  return body(find_resource(type));
}

std::optional<Block> Provider::data_source(std::string_view type) const {
  const Image image = aws_image();
  return body(find(image.table<image::Kind>(image.header().data_sources), type));
}

std::optional<Block> Provider::ephemeral(std::string_view type) const {
  const Image image = aws_image();
  return body(find(image.table<image::Kind>(image.header().ephemerals), type));
}

std::optional<Block> Provider::body(const image::Kind* kind) {
  if (kind == nullptr) return std::nullopt;
  Block out;
  out.at_ = kind->block;
  return out;
}

Block Provider::configuration() const {
  Block out;
  out.at_ = aws_image().header().configuration;
  return out;
}

std::vector<std::string_view> Provider::resource_types() const { return names(aws_image().header().resources); }
std::vector<std::string_view> Provider::data_source_types() const { return names(aws_image().header().data_sources); }
std::vector<std::string_view> Provider::ephemeral_types() const { return names(aws_image().header().ephemerals); }

std::optional<std::uint32_t> Provider::schema_version(std::string_view type) const {
  const image::Kind* kind = find_resource(type);
  if (kind == nullptr) return std::nullopt;
  return kind->schema_version;
}

std::optional<Constraint> Provider::constraint(std::string_view type, std::string_view path) const {
  const image::Node* node = find_node(type, path);
  if (node == nullptr || node->constraint == 0) return std::nullopt;
  Cursor c = aws_image().cursor(aws_image().header().constraints, node->constraint - 1);
  return read_constraint(c);
}

Replacement Provider::replacement(std::string_view type, std::string_view path) const {
  const image::Node* node = find_node(type, path);
  if (node == nullptr || node->replacement == 0) return Replacement::unknown;
  return static_cast<Replacement>(node->replacement - 1);
}

std::optional<ReplacementNote> Provider::replacement_note(std::string_view type, std::string_view path) const {
  const image::Node* node = find_node(type, path);
  if (node == nullptr || node->note == 0) return std::nullopt;
  Cursor c = aws_image().cursor(aws_image().header().notes, node->note - 1);
  return read_note(c);
}

std::vector<std::string> Provider::fact_paths(std::string_view type) const {
  std::vector<std::string> out;
  const image::Kind* kind = find_resource(type);
  if (kind != nullptr) list_paths(entry<image::Node>(aws_image().header().nodes, kind->node), "", out);
  return out;
}

}  // namespace infragen::facts
