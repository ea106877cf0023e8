#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

Reading accepts_certificate(std::string_view text) {
  return model::accepts_arn(text, "acm", "arn:aws:acm:eu-central-1:210987654321:certificate/1b2c3d4e-0000-1111-2222-333344445555");
}

}  // namespace

template <> const ObjectSchema& schema_of<model::ExistingCertificate>() {
  using model::ExistingCertificate;
  static constexpr auto fields = table<ExistingCertificate>(field<&ExistingCertificate::arn>("arn", "Its ARN.", {.required = true, .accepts = &accepts_certificate}));
  static constexpr ObjectSchema schema{"existing certificate", "A certificate that is there already.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::AcmCertificate>() {
  using model::AcmCertificate;
  static constexpr std::string_view zone[] = {"zone"};
  static constexpr auto fields = model::kind_table<AcmCertificate>(
      field<&AcmCertificate::zone>("zone", "The zone in which ACM finds the proof; the only one need not be named.",
                                      {.refers_to = zone, .only_one = true}),
      field<&AcmCertificate::names>("names", "Hosts that it stands for; `*.` at the beginning is any one label.", {.required = true}),
      field<&AcmCertificate::key_algorithm>("key_algorithm", "Kind of its key.", {.by_default = "RSA_2048"}),
      field<&AcmCertificate::existing>("existing", model::existing_summary));
  static constexpr ObjectSchema schema{"certificate", "A public certificate of ACM, validated by DNS and renewed by AWS.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema certificate_kind() {
  static constexpr std::string_view tells[] = {"names"};
  KindSchema k;
  k.tells = tells;
  k.name = "certificate";
  k.schema = &schema_of<AcmCertificate>;
  k.shareable = true;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const AcmCertificate& certificate = env.objects.get<AcmCertificate>(id);
    const std::string& address = env.objects.head(id).address;
    Certificate c{id, {certificate.zone->kind, certificate.zone->index}, {}, certificate.names.mark.origin};
    for (std::size_t i = 0; i < certificate.names->size(); ++i) {
      const auto it = out.texts.find(element_path(address, "names", i));
      if (it != out.texts.end()) c.names.push_back(it->second);
    }
    out.certificates.push_back(std::move(c));
    Endpoint e;
    e.owner = id;
    e.origin = certificate.names.mark.origin;
    // Of the validation: who takes it waits until AWS has issued the certificate.
    e.facts["arn"] = {Phase::apply, view::Rope(view::Ref{{address, "validation", {}}, "certificate_arn"}), {}};
    out.endpoints.push_back(std::move(e));
  };
  return stored<AcmCertificate>(k);
}

}  // namespace infragen::model
