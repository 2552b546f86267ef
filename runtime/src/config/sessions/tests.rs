use super::switched;

#[test]
fn the_environment_variable_has_to_be_a_boolean() {
    for (text, disabled) in [
        ("true", Some(true)),
        ("TRUE", Some(true)),
        ("False", Some(false)),
        ("1", None),
        ("", None),
    ] {
        assert_eq!(switched("VARIABLE", text), disabled, "{text:?}");
    }
}
