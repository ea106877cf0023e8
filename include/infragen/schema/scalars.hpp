#pragma once
/// The scalar types of the language: how each is written, read and printed.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/schema/schema.hpp"

namespace infragen::schema {

struct Duration {
  std::int64_t seconds = 0;
  auto operator<=>(const Duration&) const = default;
};
struct Size {
  std::int64_t bytes = 0;
  auto operator<=>(const Size&) const = default;
};
/// vCPU in thousandths.
struct Cpu {
  std::int64_t milli = 0;
  auto operator<=>(const Cpu&) const = default;
};
/// What is asked for, and what it may grow to: `200m..1`. One value is both.
struct CpuRange {
  Cpu request, limit;
  bool single() const { return request == limit; }
  auto operator<=>(const CpuRange&) const = default;
};
struct SizeRange {
  Size request, limit;
  bool single() const { return request == limit; }
  auto operator<=>(const SizeRange&) const = default;
};
struct Percent {
  std::int64_t value = 0;
  auto operator<=>(const Percent&) const = default;
};
/// An IPv4 block; host bits are zero.
struct Cidr {
  std::uint32_t address = 0;
  int bits = 0;
  auto operator<=>(const Cidr&) const = default;
  std::uint64_t size() const { return std::uint64_t{1} << (32 - bits); }
  bool contains(const Cidr& other) const;
  bool overlaps(const Cidr& other) const { return contains(other) || other.contains(*this); }
};
std::string print(const Cidr& cidr);
std::optional<Cidr> parse_cidr(std::string_view text);
/// `/24`: the size of the blocks that something is cut into.
struct PrefixLength {
  int bits = 0;
  auto operator<=>(const PrefixLength&) const = default;
};
/// A version as written: `17`, `1.30`, `4.1.0`.
struct Version {
  std::string text;
  auto operator<=>(const Version&) const = default;
};
/// `30 images`, or the bare number.
struct ImageCount {
  std::int64_t value = 0;
  auto operator<=>(const ImageCount&) const = default;
};
/// `at least..at most`; one number is both.
struct CountRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
  auto operator<=>(const CountRange&) const = default;
};

/// An address as written, and the object that `resolve` bound it to: its kind's number and place (`model::ObjectId`).
struct Address {
  std::string text;
  std::uint16_t kind = 0xffff;
  std::uint32_t index = 0;
  bool bound() const { return kind != 0xffff; }
  auto operator<=>(const Address&) const = default;
};

/// Text with `${…}` placeholders, split. A literal piece has `$${` already turned into `${`.
struct TextPiece {
  enum class Kind : std::uint8_t { literal, placeholder, input };
  Kind kind = Kind::literal;
  std::string text;  ///< literal text; the inside of `${…}`; the input's name
  auto operator<=>(const TextPiece&) const = default;
};
struct Text {
  std::vector<TextPiece> pieces;
  auto operator<=>(const Text&) const = default;
  bool is_literal() const;
  std::string literal() const;
};
/// Names, tags and paths: placeholders from a closed list.
struct NamePattern {
  Text text;
  auto operator<=>(const NamePattern&) const = default;
};
/// Path of a stack's state: `${project}`, `${env}` and, always, `${stack}`.
struct StatePath {
  Text text;
  auto operator<=>(const StatePath&) const = default;
};
/// Text, or a value that is given at apply time: `{input: name}`.
struct InputText {
  Text text;
  auto operator<=>(const InputText&) const = default;
};
/// Text with `${project}`, `${env}`, `${name}` and facts of other objects: `api.${zone.main.domain}`.
struct FactText {
  Text text;
  auto operator<=>(const FactText&) const = default;
};
Reading read_text(std::string_view written, Text& out);
/// A value in the provider's words: a text, a list or a map, as it was written. What it may be, the provider's schema says.
struct Raw {
  tree::Value tree;
};
/// Every text of a raw value, with its path: `base.ingress[0].description`.
void each_text(const tree::Value& raw, const std::string& base, const std::function<void(const std::string& path, const tree::Value& text)>& see);

template <class T>
struct ScalarOf;  // name, example, takes_inputs, read, print, [amount], [values]

template <class T>
concept Scalar = requires { ScalarOf<T>::name; };


template <class T>
struct ScalarBase {
  /// What texts look like, for editors: regular expressions that JSON Schema, RE2 and std::regex read alike. They take at
  /// least what `read` takes.
  static constexpr std::string_view pattern = {};
  static constexpr bool takes_inputs = false;
};

template <>
struct ScalarOf<std::string> : ScalarBase<std::string> {
  static constexpr std::string_view name = "text", example = "any text";
  static Reading read(const tree::Value& written, std::string& out);
  static std::string print(const std::string& v) { return v; }
};
template <>
struct ScalarOf<bool> : ScalarBase<bool> {
  static constexpr std::string_view name = "boolean", example = "true",
                                    pattern = "^(true|false)$";
  static Reading read(const tree::Value& written, bool& out);
  static std::string print(const bool& v) { return v ? "true" : "false"; }
};
template <>
struct ScalarOf<std::int64_t> : ScalarBase<std::int64_t> {
  static constexpr std::string_view name = "integer", example = "8080",
                                    pattern = "^-?[0-9]+$";
  static Reading read(const tree::Value& written, std::int64_t& out);
  static std::string print(const std::int64_t& v) { return std::to_string(v); }
  static std::int64_t amount(const std::int64_t& v) { return v; }
};
template <>
struct ScalarOf<Duration> : ScalarBase<Duration> {
  static constexpr std::string_view name = "duration", example = "30s",
                                    pattern = "^(0|[1-9][0-9]*)[smhd]$";
  static Reading read(const tree::Value& written, Duration& out);
  static std::string print(const Duration& v);
  static std::int64_t amount(const Duration& v) { return v.seconds; }
};
template <>
struct ScalarOf<Size> : ScalarBase<Size> {
  static constexpr std::string_view name = "size", example = "512Mi",
                                    pattern = "^(0|[1-9][0-9]*)[KMGT]i$";
  static Reading read(const tree::Value& written, Size& out);
  static std::string print(const Size& v);
  static std::int64_t amount(const Size& v) { return v.bytes; }
};
template <>
struct ScalarOf<Cpu> : ScalarBase<Cpu> {
  static constexpr std::string_view name = "vCPU", example = "0.25",
                                    pattern = "^((0|[1-9][0-9]*)([.][0-9]{1,3})?|[1-9][0-9]*m)$";
  static Reading read(const tree::Value& written, Cpu& out);
  static std::string print(const Cpu& v);
  static std::int64_t amount(const Cpu& v) { return v.milli; }
};
template <>
struct ScalarOf<CpuRange> : ScalarBase<CpuRange> {
  static constexpr std::string_view name = "vCPU or range", example = "200m..1",
                                    pattern = "^((0|[1-9][0-9]*)([.][0-9]{1,3})?|[1-9][0-9]*m)([.][.]((0|[1-9][0-9]*)([.][0-9]{1,3})?|[1-9][0-9]*m))?$";
  static Reading read(const tree::Value& written, CpuRange& out);
  static std::string print(const CpuRange& v);
};
template <>
struct ScalarOf<SizeRange> : ScalarBase<SizeRange> {
  static constexpr std::string_view name = "size or range", example = "256Mi..1Gi",
                                    pattern = "^(0|[1-9][0-9]*)[KMGT]i([.][.](0|[1-9][0-9]*)[KMGT]i)?$";
  static Reading read(const tree::Value& written, SizeRange& out);
  static std::string print(const SizeRange& v);
};
template <>
struct ScalarOf<Percent> : ScalarBase<Percent> {
  static constexpr std::string_view name = "percentage", example = "70%",
                                    pattern = "^(0|[1-9][0-9]*)%$";
  static Reading read(const tree::Value& written, Percent& out);
  static std::string print(const Percent& v) { return std::to_string(v.value) + "%"; }
  static std::int64_t amount(const Percent& v) { return v.value; }
};
template <>
struct ScalarOf<Cidr> : ScalarBase<Cidr> {
  static constexpr std::string_view name = "CIDR block", example = "10.0.0.0/16",
                                    pattern = "^([0-9]{1,3}[.]){3}[0-9]{1,3}/[0-9]{1,2}$";
  static Reading read(const tree::Value& written, Cidr& out);
  static std::string print(const Cidr& v) { return schema::print(v); }
};
template <>
struct ScalarOf<PrefixLength> : ScalarBase<PrefixLength> {
  static constexpr std::string_view name = "prefix length", example = "/24",
                                    pattern = "^/([0-9]|[12][0-9]|3[0-2])$";
  static Reading read(const tree::Value& written, PrefixLength& out);
  static std::string print(const PrefixLength& v) { return "/" + std::to_string(v.bits); }
  static std::int64_t amount(const PrefixLength& v) { return v.bits; }
};
template <>
struct ScalarOf<Version> : ScalarBase<Version> {
  static constexpr std::string_view name = "version", example = "17",
                                    pattern = "^[0-9][0-9A-Za-z._+-]*$";
  static Reading read(const tree::Value& written, Version& out);
  static std::string print(const Version& v) { return v.text; }
};
template <>
struct ScalarOf<ImageCount> : ScalarBase<ImageCount> {
  static constexpr std::string_view name = "number of images", example = "30 images",
                                    pattern = "^[1-9][0-9]*( images)?$";
  static Reading read(const tree::Value& written, ImageCount& out);
  static std::string print(const ImageCount& v) { return std::to_string(v.value) + " images"; }
  static std::int64_t amount(const ImageCount& v) { return v.value; }
};
template <>
struct ScalarOf<CountRange> : ScalarBase<CountRange> {
  static constexpr std::string_view name = "count or range", example = "2..4",
                                    pattern = "^(0|[1-9][0-9]*)([.][.](0|[1-9][0-9]*))?$";
  static Reading read(const tree::Value& written, CountRange& out);
  static std::string print(const CountRange& v);
  static std::int64_t amount(const CountRange& v) { return v.high; }
};
template <>
struct ScalarOf<Address> : ScalarBase<Address> {
  static constexpr std::string_view name = "address", example = "service.api",
                                    pattern = "^[A-Za-z0-9_./-]+$";
  static Reading read(const tree::Value& written, Address& out);
  static std::string print(const Address& v) { return v.text; }
};
template <>
struct ScalarOf<Text> : ScalarBase<Text> {
  static constexpr std::string_view name = "text with ${…}", example = "http://${host}:${port}";
  static Reading read(const tree::Value& written, Text& out);
  static std::string print(const Text& v);
};
template <>
struct ScalarOf<NamePattern> : ScalarBase<NamePattern> {
  static constexpr std::string_view name = "name pattern", example = "${project}-${env}-${name}";
  static Reading read(const tree::Value& written, NamePattern& out);
  static std::string print(const NamePattern& v) { return ScalarOf<Text>::print(v.text); }
};
template <>
struct ScalarOf<StatePath> : ScalarBase<StatePath> {
  static constexpr std::string_view name = "path with ${stack}", example = "${env}/${stack}/terraform.tfstate";
  static Reading read(const tree::Value& written, StatePath& out);
  static std::string print(const StatePath& v) { return ScalarOf<Text>::print(v.text); }
};
template <>
struct ScalarOf<InputText> : ScalarBase<InputText> {
  static constexpr bool takes_inputs = true;
  static constexpr std::string_view name = "text or input", example = "{input: aws_account}";
  static Reading read(const tree::Value& written, InputText& out);
  static std::string print(const InputText& v) { return ScalarOf<Text>::print(v.text); }
};

template <>
struct ScalarOf<FactText> : ScalarBase<FactText> {
  static constexpr std::string_view name = "text with facts", example = "api.${zone.main.domain}";
  static Reading read(const tree::Value& written, FactText& out);
  static std::string print(const FactText& v) { return ScalarOf<Text>::print(v.text); }
};

template <>
struct ScalarOf<Raw> : ScalarBase<Raw> {
  static constexpr std::string_view name = "value of the provider", example = "true";
  static Reading read(const tree::Value& written, Raw& out);
  static std::string print(const Raw& v) { return tree::print_inline(v.tree); }
};

/// Specialised for each enumeration of the model: `static constexpr std::string_view name, values[]`, in enum order.
template <class E>
struct Names;

Reading read_word(const tree::Value& written, std::span<const std::string_view> values, std::string_view what, int& out);

template <class E>
  requires std::is_enum_v<E>
struct ScalarOf<E> : ScalarBase<E> {
  static constexpr std::string_view name = Names<E>::name, example = Names<E>::values[0];
  static constexpr std::span<const std::string_view> values() { return Names<E>::values; }
  static Reading read(const tree::Value& written, E& out) {
    int index = 0;
    Reading reading = read_word(written, Names<E>::values, Names<E>::name, index);
    if (reading.ok()) out = static_cast<E>(index);
    return reading;
  }
  static std::string print(const E& v) { return std::string(Names<E>::values[static_cast<std::size_t>(v)]); }
};

}  // namespace infragen::schema
