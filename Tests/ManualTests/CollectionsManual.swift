import Model

/// What `Grammar/collections.md` says: every collection and field, as the schema has them.
struct CollectionsManual {
  private let schema: Schema

  init(_ schema: Schema) {
    self.schema = schema
  }

  /// The file, to the last line.
  var text: String {
    let parts = [introduction] + schema.collections.map { section(of: $0) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    """
    # What there is to ask about

    Each collection, what it holds, and the fields of its records. A test compares this file with
    the schema (`Sources/Model/InvoiceSchema+Collections.swift`), and writes it anew where
    `INVOQ_UPDATE=1` is set; `fields invoices` says the same at the prompt, with the fields that
    your own files added.

    A question begins with a collection (`invoices`, or one record: `#INV-00042`) and follows the
    links of its records: `→ customer` is one record (`customer.country`), `→ lines` are many
    (`sum lines.amount`, or `invoices.lines` as a question of its own). A file of a book has the
    collection's name and the names of its stored fields for headings.

    **Bold** fields are worked out for the day that is asked about; `Grammar/README.md` says how.
    The last column has the term of EN 16931, the European norm for invoices, where there is one.
    Statuses are \(words(of: .status)); buckets are \(words(of: .aging)), where the book does not
    set other edges.
    """
  }

  private func words(of id: EnumerationID) -> String {
    schema.words(of: id).map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private func section(of collection: CollectionSchema) -> String {
    let names =
      collection.name == collection.plural
      ? "one is a \(quoted(collection.singular))"
      : "one is a \(quoted(collection.singular)), and a path says \(quoted(collection.plural))"
    let rows = collection.fields.map { field in
      "| \(name(of: field)) | \(type(of: field.type)) | \(meaning(of: field)) | \(field.norm) |"
    }
    return """
      ## \(collection.name)

      \(capitalized(collection.meaning)); \(names).

      | field | type | meaning | norm |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))
      """
  }

  private func name(of field: FieldSchema) -> String {
    if case .derived = field.origin { return "**\(field.name)**" }
    return field.name
  }

  private func meaning(of field: FieldSchema) -> String {
    let others = field.otherNames.map { quoted($0) }.joined(separator: ", ")
    return others.isEmpty ? field.meaning : "\(field.meaning) (also \(others))"
  }

  private func type(of type: DataType) -> String {
    switch type {
    case .boolean: "yes/no"
    case .number: "number"
    case .money: "money"
    case .date: "date"
    case .period: "period"
    case .duration: "length of time"
    case .text: "text"
    case .currency: "currency"
    case .enumeration(.status): "status"
    case .enumeration(.aging), .enumeration(.buckets): "bucket"
    case .record(let id): "→ \(schema[id].singular)"
    case .list(.record(let id)): "→ \(schema[id].plural)"
    case .list: "list"
    case .missing: "missing"
    }
  }

  private func quoted(_ word: String) -> String { "`\(word)`" }

  private func capitalized(_ sentence: String) -> String {
    sentence.prefix(1).uppercased() + sentence.dropFirst()
  }
}
