//! Names that follow from what a spec says, for the compiler and for who reads the spec afterwards.

/// A name in snake case: `lineId` is `line_id`, `cart-id` is `cart_id`.
#[must_use]
pub fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut lower_before = false;
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && lower_before {
                out.push('_');
            }
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('_') {
            out.push('_');
        }
        lower_before = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    out
}

/// A name in `SCREAMING_SNAKE_CASE`.
#[must_use]
pub fn screaming(name: &str) -> String {
    snake(name).trim_matches('_').to_ascii_uppercase()
}

/// The event of a route that names none: `POST /api/v1/customers/:id/archive` is
/// `POST.API.V1.CUSTOMERS.BY_ID.ARCHIVE`.
#[must_use]
pub fn event_of_route(method: &str, path: &str) -> String {
    let words = path.split('/').filter(|segment| !segment.is_empty());
    let words = words.map(|segment| match segment.strip_prefix(':') {
        Some(param) => format!("BY_{}", screaming(param)),
        None => screaming(segment),
    });
    let mut parts: Vec<String> = std::iter::once(method.to_owned()).chain(words).collect();
    if parts.len() == 1 {
        parts.push("ROOT".to_owned());
    }
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::event_of_route;

    #[test]
    fn events_follow_from_routes() {
        for (method, path, event) in [
            ("GET", "/", "GET.ROOT"),
            ("POST", "/api/v1/:module/entities", "POST.API.V1.BY_MODULE.ENTITIES"),
            ("PATCH", "/carts/:id/lines/:lineId", "PATCH.CARTS.BY_ID.LINES.BY_LINE_ID"),
            ("GET", "/service-lines/", "GET.SERVICE_LINES"),
        ] {
            assert_eq!(event_of_route(method, path), event, "{path}");
        }
    }
}
