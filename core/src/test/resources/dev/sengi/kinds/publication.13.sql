create publication via_root with (publish_via_partition_root = true, publish = 'update,delete');
