/* sample.h - */
