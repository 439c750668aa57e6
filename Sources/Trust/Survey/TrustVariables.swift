/// The environment variables that speak of trust, of this program and of others.
enum TrustVariables {
    /// May decide, the first that is set does.
    static let deciding = [
        "WHEELBARROW_CA_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ]
    static let extra = "WHEELBARROW_EXTRA_CA_CERTS"
    static let system = "NIX_SSL_CERT_FILE"

    /// Not read here, with the program that does.
    static let foreign = [
        ("AWS_CA_BUNDLE", "the AWS tools"),
        ("BUNDLE_SSL_CA_CERT", "Bundler"),
        ("CARGO_HTTP_CAINFO", "Cargo"),
        ("CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE", "gcloud"),
        ("CONDA_SSL_VERIFY", "conda"),
        ("DENO_CERT", "Deno"),
        ("DENO_TLS_CA_STORE", "Deno"),
        ("GIT_PROXY_SSL_CAINFO", "git"),
        ("GIT_SSL_CAINFO", "git"),
        ("GIT_SSL_CAPATH", "git"),
        ("GIT_SSL_NO_VERIFY", "git"),
        ("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", "gRPC"),
        ("HTTPLIB2_CA_CERTS", "httplib2"),
        ("HTTPS_CA_FILE", "Perl's LWP"),
        ("NODE_EXTRA_CA_CERTS", "Node.js"),
        ("NODE_TLS_REJECT_UNAUTHORIZED", "Node.js"),
        ("NPM_CONFIG_CAFILE", "npm"),
        ("PERL_LWP_SSL_CA_FILE", "Perl's LWP"),
        ("PIP_CLIENT_CERT", "pip: see client-cert"),
        ("PIP_TRUSTED_HOST", "pip: see insecure"),
        ("PYTHONHTTPSVERIFY", "Python"),
        ("SSL_CLIENT_CERT", "uv: see client-cert"),
        ("UV_INSECURE_HOST", "uv: see insecure"),
        ("UV_NATIVE_TLS", "uv"),
        ("UV_SYSTEM_CERTS", "uv"),
        ("npm_config_cafile", "npm"),
    ]
}
