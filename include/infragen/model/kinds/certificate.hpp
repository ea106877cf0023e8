#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

enum class KeyAlgorithm : std::uint8_t { rsa_2048, ec_prime256v1, ec_secp384r1 };

/// A certificate that is there already.
struct ExistingCertificate {
  Field<schema::FactText> arn;
};

/// A public certificate, validated through its zone.
struct AcmCertificate {
  Common common;
  Field<schema::Address> zone;
  Field<List<schema::FactText>> names;
  Field<KeyAlgorithm> key_algorithm;
  Field<ExistingCertificate> existing;
};

}  // namespace infragen::model

namespace infragen::schema {

template <>
struct Names<model::KeyAlgorithm> {
  static constexpr std::string_view name = "key algorithm", values[] = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"};
};

}  // namespace infragen::schema
