/// Name and identifiers of a doctype.
struct DoctypeToken {
  var name: TextRange?
  var publicID: TextRange?
  var systemID: TextRange?
  var forcesQuirks = false
}
