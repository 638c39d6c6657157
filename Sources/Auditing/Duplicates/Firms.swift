import Accounting
import Columns
import Model
import Storage

/// Which parties are one firm under several accounts: by tax number, bank account or name.
struct Firms {
  /// The firm of each party, by its first account.
  let firmOfParty: [RowIndex]
  private let taxIDs: [UInt32]
  private let accounts: [UInt32]

  init(_ view: BookView, _ parties: CollectionID) {
    taxIDs = Firms.codes("tax_id", of: parties, view) { Firms.lettersAndDigits($0) }
    accounts = Firms.codes("iban", of: parties, view) { Firms.lettersAndDigits($0) }
    let names = Firms.codes("name", of: parties, view) { Firms.lettersAndDigits($0) }
    var firms = (0..<RowIndex(taxIDs.count)).map { $0 }
    for codes in [taxIDs, accounts, names] {
      var firstOf: [UInt32: RowIndex] = [:]
      for (row, code) in codes.enumerated() where code != Missing.text {
        if let first = firstOf[code] {
          let (a, b) = (Firms.root(RowIndex(row), firms), Firms.root(first, firms))
          firms[Int(max(a, b))] = min(a, b)
        } else {
          firstOf[code] = RowIndex(row)
        }
      }
    }
    firmOfParty = firms.indices.map { Firms.root(RowIndex($0), firms) }
  }

  /// Why two parties are one firm; nothing where they are not.
  func reasons(_ a: RowIndex, _ b: RowIndex) -> DuplicateReasons {
    guard a >= 0, b >= 0 else { return [] }
    if a == b { return .party }
    guard firmOfParty[Int(a)] == firmOfParty[Int(b)] else { return [] }
    var reasons: DuplicateReasons = []
    if taxIDs[Int(a)] != Missing.text, taxIDs[Int(a)] == taxIDs[Int(b)] { reasons.insert(.taxID) }
    if accounts[Int(a)] != Missing.text, accounts[Int(a)] == accounts[Int(b)] {
      reasons.insert(.account)
    }
    return reasons.isEmpty ? .name : reasons
  }

  private static func root(_ party: RowIndex, _ firms: [RowIndex]) -> RowIndex {
    var root = party
    while firms[Int(root)] != root { root = firms[Int(root)] }
    return root
  }

  /// A code for each party, the same for texts of the same form; missing where that is empty.
  private static func codes(
    _ field: String, of parties: CollectionID, _ view: BookView,
    form: (ArraySlice<UInt8>) -> [UInt8]
  ) -> [UInt32] {
    guard case .text(let codes, let dictionary) = view.store.column(field, of: parties) else {
      return []
    }
    var builder = TextDictionaryBuilder()
    let forms = (0..<UInt32(dictionary.count)).map { code -> UInt32 in
      let form = form(dictionary[code])
      return form.isEmpty ? Missing.text : builder.intern(form)
    }
    return codes.map { $0 == Missing.text ? Missing.text : forms[Int($0)] }
  }

  private static func lettersAndDigits(_ text: ArraySlice<UInt8>) -> [UInt8] {
    TextFolding.foldedIgnoringAccents(text).filter { byte in
      byte >= 0x80 || byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }
  }
}
