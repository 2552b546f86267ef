//! Hashes of the body: a tree hash, and a hash of all bytes.

use aws_runtime::auth::PayloadSigningOverride;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use sha2::{Digest, Sha256};

use super::{loaded_body, request_loaded_body};
use crate::hex::hex;
use crate::presigning::Presigning;

const CONTENT_SHA256: &str = "x-amz-content-sha256";

/// The number of bytes that each leaf of the tree is the hash of.
const LEAF: usize = 1024 * 1024;

/// Sets a header to the tree hash of the body (SHA-256 of its mebibytes), and `x-amz-content-sha256` to the hash of
/// the whole body, unless they are set. The body is read into memory, since headers are sent before it.
#[derive(Debug)]
pub struct TreeHashInterceptor {
    /// The header for the tree hash, in lower case.
    pub header: &'static str,
}

#[dyn_dispatch_hint]
impl Intercept for TreeHashInterceptor {
    fn name(&self) -> &'static str {
        "TreeHashInterceptor"
    }

    fn modify_before_serialization(
        &self,
        _: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        request_loaded_body(cfg);
        Ok(())
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if Presigning::leaves_body(cfg) {
            return Ok(());
        }
        let request = context.request_mut();
        let body = loaded_body(request)?;
        let (tree, whole) = (hex(&tree_hash(body)), hex(&Sha256::digest(body)));
        let headers = request.headers_mut();
        for (name, value) in [(self.header, &tree), (CONTENT_SHA256, &whole)] {
            if !headers.contains_key(name) {
                headers.try_insert(name, value.clone())?;
            }
        }
        // The signer takes this hash and need not compute it again.
        let state = cfg.interceptor_state();
        state.store_put(PayloadSigningOverride::Precomputed(whole));
        Ok(())
    }
}

/// The root of a tree whose leaves are the hashes of the mebibytes of `body`. Each node is the hash of two hashes
/// below. A hash without a neighbour becomes a node of the next level unchanged.
fn tree_hash(body: &[u8]) -> [u8; 32] {
    let mut hashes: Vec<[u8; 32]> = if body.is_empty() {
        vec![Sha256::digest(body).into()]
    } else {
        let leaves = body.chunks(LEAF);
        leaves.map(|it| Sha256::digest(it).into()).collect()
    };
    while hashes.len() > 1 {
        let pairs = hashes.chunks(2).map(|pair| match pair {
            [single] => *single,
            _ => Sha256::digest(pair.concat()).into(),
        });
        hashes = pairs.collect();
    }
    hashes[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(bytes: &[u8]) -> [u8; 32] {
        Sha256::digest(bytes).into()
    }

    #[test]
    fn up_to_a_megabyte_the_root_is_the_hash() {
        for body in [vec![], b"hello world".to_vec(), vec![7; LEAF]] {
            assert_eq!(tree_hash(&body), hash(&body), "{} bytes", body.len());
        }
    }

    #[test]
    fn neighbours_are_hashed_together_and_a_single_one_goes_up() {
        let body: Vec<u8> = (0..2 * LEAF + 5).map(|it| (it / 1000) as u8).collect();
        let leaves: Vec<_> = body.chunks(LEAF).map(hash).collect();
        let pair = hash(&[leaves[0], leaves[1]].concat());
        assert_eq!(leaves.len(), 3);
        assert_eq!(tree_hash(&body), hash(&[pair, leaves[2]].concat()));
    }
}
