/// What a node hands to the log. Never changed once it is there.
package struct Offer: Sendable, Equatable {
  package var key: OfferKey
  package var kind: OfferKind
  /// The article's or job's id, or the number of the article that is amended or taken out, by which the node
  /// knows its offer again.
  package var id: String
  /// Who delivered it; empty for nobody in particular.
  package var source: String
  /// What the index of copies needs (`StoredSignature`); empty for what is no article.
  package var signed: [UInt8]
  /// A zstd frame of the rest, by `kind`.
  package var content: [UInt8]

  package init(
    key: OfferKey, kind: OfferKind, id: String, source: String, signed: [UInt8], content: [UInt8]
  ) {
    self.key = key
    self.kind = kind
    self.id = id
    self.source = source
    self.signed = signed
    self.content = content
  }
}
