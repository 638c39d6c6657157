import Columns
import Diagnostics
import Model

extension RawTable {
  private static let firstNames: Set<String> = ["firstname", "givenname", "forename"]
  private static let lastNames: Set<String> = ["lastname", "familyname", "surname"]

  /// Gives parties without a name the first and the last name that a file has of them.
  ///
  /// Both columns stay as they are. Where no column means the name, one of that heading is added.
  mutating func joinPersonalNames(
    _ collection: CollectionID, _ mapping: FieldMapping?
  ) throws(Diagnostic) {
    guard collection == .customers || collection == .vendors,
      let first = columns.firstIndex(where: {
        RawTable.firstNames.contains(Heading.key($0.heading))
      }),
      let last = columns.firstIndex(where: { RawTable.lastNames.contains(Heading.key($0.heading)) })
    else { return }
    let fields = try HeadingResolver.fields(
      of: self, collection, mapping?.entries ?? [], mapping?.name ?? "")
    let name = fields.firstIndex { $0?.name == "name" }
    // What the mapping makes a field of is decided.
    let areKept = [first, last].allSatisfy { fields[$0] == nil || fields[$0]?.target == .extra }
    guard areKept,
      name != nil || !columns.contains(where: { Heading.key($0.heading) == "name" })
    else { return }
    let blank = RawColumn(
      heading: "name", place: columns.count,
      codes: [UInt32](repeating: Missing.text, count: lines.count),
      texts: TextDictionaryBuilder().finish())
    let old = name.map { columns[$0] } ?? blank
    let filled = old.filled { row in
      [columns[first], columns[last]].map { $0.text(row) }.filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    guard filled.codes != old.codes else { return }
    let parts = "\(columns[first].heading) and \(columns[last].heading)"
    if let name {
      columns[name] = filled
      remarks.append("where \(old.heading) is empty, the name is \(parts)")
    } else {
      columns.append(filled)
      remarks.append("the name is \(parts)")
    }
  }
}

extension RawColumn {
  /// The column with a text for each row that has none; an empty text leaves it missing.
  fileprivate func filled(_ text: (Int) -> String) -> RawColumn {
    var builder = TextDictionaryBuilder()
    var filled: [UInt32] = []
    filled.reserveCapacity(codes.count)
    for (row, code) in codes.enumerated() {
      if code != Missing.text {
        filled.append(builder.intern(texts[code]))
        continue
      }
      let text = text(row)
      filled.append(text.isEmpty ? Missing.text : builder.intern(Array(text.utf8)))
    }
    return RawColumn(heading: heading, place: place, codes: filled, texts: builder.finish())
  }
}
