import Diagnostics
import Model

/// Finds the field of a collection that each heading of a file means.
///
/// The mapping goes first, then names of the schema, then the words of other programs, the
/// likeliest first; of two columns that could be one field, the later found is kept as an extra.
struct HeadingResolver {
  private let collection: CollectionID
  private let schema: CollectionSchema
  private let columns: [RawColumn]
  private let keys: [String]
  private var plans: [ColumnPlan?]

  /// What each column of a file becomes in a collection.
  ///
  /// Rows of one kind may stand in a file of another: what its headings mean there, they mean here
  /// too, as far as the kind has such a field and no heading of its own.
  static func plans(
    for table: RawTable, _ collection: CollectionID, _ mapping: FieldMapping?,
    inFileOf own: CollectionID
  ) throws(Diagnostic) -> [ColumnPlan] {
    let (entries, name) = (mapping?.entries ?? [], mapping?.name ?? "")
    var found = try fields(of: table, collection, entries, name)
    if own != collection {
      let meant = try fields(of: table, own, [], name)
      let resolver = HeadingResolver(table, collection)
      // Only what a document comes to is called otherwise in credit notes and payments.
      for (column, plan) in meant.enumerated() where found[column] == nil {
        guard let plan, plan.target == .field,
          let kept = resolver.plan(named: plan.name == "total" ? "amount" : plan.name),
          !found.contains(where: { $0?.name == kept.name })
        else { continue }
        found[column] = kept
      }
    }
    let plans = completed(found, for: table, collection)
    let resolver = HeadingResolver(table, collection)
    try resolver.checkNumber(plans, file: table.file)
    return plans
  }

  /// The columns of a file that are fields of a collection; nil for any other.
  static func fields(
    of table: RawTable, _ collection: CollectionID, _ entries: [FieldMapping.Entry],
    _ mappingName: String
  ) throws(Diagnostic) -> [ColumnPlan?] {
    var resolver = HeadingResolver(table, collection)
    try resolver.follow(entries, of: mappingName, file: table.file)
    resolver.matchNames()
    resolver.leaveOutWorkedOut(table)
    resolver.matchSynonyms()
    return resolver.plans
  }

  /// What each column becomes when those that are no field are kept under names of their own.
  static func completed(
    _ plans: [ColumnPlan?], for table: RawTable, _ collection: CollectionID
  ) -> [ColumnPlan] {
    var resolver = HeadingResolver(table, collection)
    resolver.plans = plans
    return resolver.keepRest()
  }

  /// The collection that a file's headings show, if they do: a document with its party and amount,
  /// or with its lines.
  static func collection(shownBy table: RawTable) -> CollectionID? {
    for (collection, party) in [(CollectionID.invoices, "customer"), (.bills, "vendor")] {
      var resolver = HeadingResolver(table, collection)
      resolver.matchNames()
      resolver.matchSynonyms()
      let names = Set(resolver.plans.compactMap { $0?.name })
      if names.isSuperset(of: ["number", party]), !names.isDisjoint(with: ["total", "net"]) {
        return collection
      }
    }
    // A file of lines may name no party; it is ours to collect unless it names a vendor.
    return [CollectionID.bills, .invoices].first { LineExport.shows(table, $0) }
  }

  /// Whether the headings of a file have the amount of a payment.
  static func showsPayments(_ table: RawTable) throws(Diagnostic) -> Bool {
    try fields(of: table, .payments, [], "").contains { $0?.name == "amount" }
  }

  private init(_ table: RawTable, _ collection: CollectionID) {
    self.collection = collection
    schema = InvoiceSchema.standard[collection]
    columns = table.columns
    let isLine = schema.plural == "lines"
    keys = table.columns.map { column in
      isLine ? Heading.lineKey(column.meaning ?? column.heading) : column.key
    }
    plans = table.columns.map { _ in nil }
  }

  private var isDocument: Bool { collection == .invoices || collection == .bills }

  private var storedFields: [FieldSchema] {
    schema.fields.filter { $0.origin == .stored }
  }

  // MARK: - The four ways

  private mutating func follow(
    _ entries: [FieldMapping.Entry], of mapping: String, file: String
  ) throws(Diagnostic) {
    for entry in entries {
      // The mapping names a column by the whole of its heading.
      let key = Heading.key(entry.heading)
      guard
        let column = columns.firstIndex(where: { Heading.key($0.heading) == key })
          ?? keys.firstIndex(of: key)
      else { continue }
      guard let name = entry.field else {
        plans[column] = ColumnPlan(target: .ignored, name: "", kind: .text)
        continue
      }
      guard let plan = try entry.isOwnName ? ownPlan(entry, name, mapping) : plan(named: name)
      else {
        let names =
          storedFields.map(\.name) + [Synonyms.kind] + (isDocument ? [Synonyms.settled] : [])
        let near = Suggestion.nearest(to: name, among: names)
        throw .malformedMapping(
          mapping, line: entry.line, column: entry.column,
          "\(schema.name) have no field '\(name)' to fill",
          help: "\(entry.heading) = \(near.first ?? "-")")
      }
      if let other = plans.firstIndex(of: plan) {
        throw .fieldTwice(
          file, field: name, headings: [columns[other].heading, columns[column].heading])
      }
      plans[column] = plan
    }
  }

  private mutating func matchNames() {
    for field in storedFields {
      for name in [field.name] + field.otherNames { match(Heading.key(name), field.name) }
    }
  }

  /// Takes the columns that invoq adds to its own exports out of the way of synonyms.
  private mutating func leaveOutWorkedOut(_ table: RawTable) {
    let export = OwnExport(table, collection)
    for column in plans.indices where plans[column] == nil {
      plans[column] = export.plan(of: column)
    }
  }

  private mutating func matchSynonyms() {
    for (field, keys) in Synonyms.headings(of: schema.name) {
      for key in keys { match(key, field) }
    }
    guard isDocument, let column = keys.firstIndex(where: { HeadingResolver.status.contains($0) }),
      plans[column] == nil
    else { return }
    plans[column] = ColumnPlan(target: .status, name: "file_status", kind: .text)
  }

  private mutating func keepRest() -> [ColumnPlan] {
    var taken = Set(schema.fields.flatMap { [$0.name] + $0.otherNames })
    taken.formUnion(plans.compactMap { $0?.name })
    return plans.indices.map { index in
      if let plan = plans[index] { return plan }
      let column = columns[index]
      // A trailing delimiter in the line of headings makes an empty column without a name.
      if keys[index].isEmpty, column.isEmpty {
        return ColumnPlan(target: .ignored, name: "", kind: .text)
      }
      let name = freeName(for: column.heading, at: index, besides: taken)
      taken.insert(name)
      return ColumnPlan(target: .extra, name: name, kind: .text)
    }
  }

  // MARK: - Parts

  private static let status: Set<String> = ["status", "state", "invoicestatus", "billstatus"]

  private mutating func match(_ key: String, _ field: String) {
    guard !plans.contains(where: { $0?.name == field }),
      let column = keys.firstIndex(of: key), plans[column] == nil,
      let plan = plan(named: field),
      // Some programs call the number of a document its name; others mean the party.
      key != "name" || field != "number" || columns[column].holdsNumbers
    else { return }
    plans[column] = plan
  }

  /// A column kept under a name that the mapping gives it.
  private func ownPlan(
    _ entry: FieldMapping.Entry, _ name: String, _ mapping: String
  ) throws(Diagnostic) -> ColumnPlan {
    guard !schema.fields.contains(where: { $0.name == name || $0.otherNames.contains(name) })
    else {
      let isStored = plan(named: name) != nil
      throw .malformedMapping(
        mapping, line: entry.line, column: entry.column,
        "\(schema.name) have a field '\(name)' already",
        help: "\(entry.heading) = \(isStored ? name : "\"file_\(name)\"")")
    }
    return ColumnPlan(target: .extra, name: name, kind: .text)
  }

  private func plan(named name: String) -> ColumnPlan? {
    // What tells kinds is kept as the file has it.
    if name == Synonyms.kind { return ColumnPlan(target: .extra, name: name, kind: .text) }
    if isDocument {
      if name == Synonyms.settled {
        return ColumnPlan(target: .settledDay, name: name, kind: .date)
      }
      if name == "status" {
        return ColumnPlan(target: .status, name: "file_status", kind: .text)
      }
    }
    let field = storedFields.first { $0.name == name || $0.otherNames.contains(name) }
    return field.map { ColumnPlan(target: .field, name: $0.name, kind: ColumnPlan.Kind($0)) }
  }

  private func freeName(for heading: String, at index: Int, besides taken: Set<String>) -> String {
    var name = Heading.name(heading)
    if name.isEmpty { name = "column_\(index + 1)" }
    if let first = name.utf8.first, first.isDigit { name = "column_" + name }
    if taken.contains(name) { name = "file_" + name }
    if !taken.contains(name) { return name }
    var number = 2
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }

  /// Documents are known by their number: without one there is nothing to ask for.
  private func checkNumber(_ plans: [ColumnPlan], file: String) throws(Diagnostic) {
    guard isDocument, !plans.contains(where: { $0.name == "number" }) else { return }
    throw .missingHeading(file, field: "number", collection: schema.name)
  }
}
